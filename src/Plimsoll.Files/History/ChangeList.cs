using System.Collections.Immutable;

namespace Plimsoll.Files.History;

/// <summary>What changed for users, in the order it is told, and what they do not notice.</summary>
public sealed record ChangeList(ImmutableArray<NotableChange> Notable, ImmutableArray<NotableChange> WithoutEffect)
{
    /// <summary>Groups in their order, newest first within each; the same change once.</summary>
    public static ChangeList Of(ImmutableArray<CommitLine> commits)
    {
        var changes = StandingChanges.Of(commits).Select(NotableChange.Read)
            .DistinctBy(change => change.Same).OrderBy(change => change.Group).ToLookup(IsNotable);
        return new([.. changes[true]], [.. changes[false]]);
    }

    /// <summary>The last line of the notes: how much was left out.</summary>
    public string Rest => (Notable.Length, WithoutEffect.Length) switch
    {
        (_, 0) => "",
        (0, var count) => $"{Counted(count)} without effect for users.",
        (_, var count) => $"And {Counted(count)} without effect for users.",
    };

    private static string Counted(int count) => count == 1 ? "1 change" : $"{count} changes";

    private static bool IsNotable(NotableChange change) => change.Group != ChangeGroup.WithoutEffect;
}
