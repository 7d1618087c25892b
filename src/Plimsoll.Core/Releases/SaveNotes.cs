using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>A person has read the notes and saves them for the candidate there is now.</summary>
public sealed record SaveNotes(ImmutableArray<NotesField> Fields) : ReleaseCommand
{
    private const int LongestField = 64 * 1024;

    /// <summary>When what was read had been saved, the first moment of all for a draft; null: not told.</summary>
    public DateTimeOffset? Read { get; init; }

    public override Ruling<ReleaseEvent> Decide(Release release, Moment now)
    {
        if (release.Closed() is { } closed) return closed;
        if (release.Candidate is not { } candidate)
            return Refusal.Invalid("Notes are saved for a candidate; seal one first with `plimsoll release seal`.");
        if (now.BySystem) return Refusal.Forbidden("Notes are saved by a person who has read them.");
        if (Fields.IsDefaultOrEmpty)
            return Refusal.Invalid("The notes have no fields; start from `plimsoll release notes`.");
        if (Fields.GroupBy(f => f.Name.Trim(), StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Key == "" || same.Count() > 1) is { } wrong)
            return Refusal.Invalid(wrong.Key == "" ? "A field of the notes has no name."
                : $"The notes have {wrong.Key} more than once; write one.");
        if (Read is { } read && release.Notes is { } theirs && theirs.SavedAt != read
            && !theirs.Fields.SequenceEqual(Fields))
            return Refusal.Conflict($"Not saved: {theirs.SavedBy} saved other notes at "
                + $"{GateWords.Time(theirs.SavedAt)}. Read theirs, bring yours in and save again.");
        return Fields.FirstOrDefault(f => f.Text.Length > LongestField) is { } tooLong
            ? Refusal.Invalid($"{tooLong.Name} is longer than 64 KiB; shorten it or link to the text.")
            : new NotesSaved(Fields, candidate.Number);
    }
}

public sealed record NotesSaved(ImmutableArray<NotesField> Fields, int Candidate) : ReleaseEvent
{
    public override Release Apply(Release release, Moment moment) =>
        release with { Notes = new Notes(Fields, moment.Actor, moment.At, Candidate) };
}
