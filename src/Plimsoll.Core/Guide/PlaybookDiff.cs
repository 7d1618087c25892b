using System.Collections.Immutable;

namespace Plimsoll.Core.Guide;

/// <summary>What a revision of a guide changes, by the identity of its lines and not by where they stand.</summary>
public sealed record PlaybookDiff(Playbook Old, Playbook New, ImmutableArray<CheckChange> Changes)
{
    public static PlaybookDiff Of(Playbook before, Playbook after)
    {
        var pairs = CheckPairs.Of(before.Checks, after.Checks);
        var (kept, came) = (pairs.ToDictionary(pair => pair.New), pairs.Select(pair => pair.Old).ToHashSet());
        return new PlaybookDiff(before, after,
        [
            .. after.Checks.Index().SelectMany(check => kept.TryGetValue(check.Index, out var pair)
                ? CheckChanges.Between(before, before.Checks[pair.Old], after, check.Item)
                : [CheckChange.Added(after, check.Item)]),
            .. before.Checks.Index().Where(check => !came.Contains(check.Index))
                .Select(check => CheckChange.Removed(before, check.Item)),
        ]);
    }

    /// <summary>What it does to releases, rollbacks and incidents, such as "This adds one gate to major
    /// releases."</summary>
    public ImmutableArray<string> Sentences => DiffSentences.Of(this);

    /// <summary>True when nothing of it reaches a release or an incident.</summary>
    public bool IsEmpty => Changes.IsEmpty && !SettingChanges.Between(Old, New).Any();
}

/// <summary>What happened to a check between two revisions.</summary>
public enum ChangeKind { Added, Removed, Renamed, Reworded, Moved, Retimed, Reowned, Reconditioned, Remoded, Changed }

/// <summary>One change of one check.</summary>
/// <param name="Old">Null when it was added.</param>
/// <param name="New">Null when it was removed.</param>
/// <param name="Was">What it said, in short; empty when it was added.</param>
public sealed record CheckChange(ChangeKind Kind, Check? Old, Check? New, string Was, string Is)
{
    /// <summary>The check as it is now, or was at last.</summary>
    public Check Check => New ?? Old ?? throw new InvalidOperationException("A change is of a check.");

    public static CheckChange Added(Playbook after, Check check) =>
        new(ChangeKind.Added, null, check, "", CheckChanges.ModeOf(after, check));

    public static CheckChange Removed(Playbook before, Check check) =>
        new(ChangeKind.Removed, check, null, CheckChanges.ModeOf(before, check), "");
}
