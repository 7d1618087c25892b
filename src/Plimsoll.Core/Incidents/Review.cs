using System.Collections.Immutable;

namespace Plimsoll.Core.Incidents;

/// <summary>The post-incident document with what it obliges to; the meeting about it is the retrospective.</summary>
public sealed record Review(
    ImmutableSortedDictionary<string, Section> Sections,
    ImmutableArray<ActionItem> Actions,
    string NoActions,
    RunbookAnswer? Runbook,
    Retrospective? Retrospective)
{
    public static Review Empty { get; } =
        new(ImmutableSortedDictionary<string, Section>.Empty, [], "", null, null);

    /// <summary>When people met about it, as a person said; null where nobody had to.</summary>
    public DateTimeOffset? Held { get; init; }

    public Section? Section(string name) => Sections.GetValueOrDefault(name);
}

/// <summary>A part of the document; its revision keeps two people from overwriting each other.</summary>
public sealed record Section(string Name, string Text, int Revision, string By, DateTimeOffset At);

/// <summary>The parts of the document people write; the rest of it is made from the record.</summary>
public static class Sections
{
    public const string Summary = "summary";
    public const string Impact = "impact";
    public const string RootCause = "root-cause";
    public const string Escaped = "how-it-reached-production";
    public const string WentWell = "went-well";
    public const string WentBadly = "went-badly";
    public const string Learned = "learned";

    public static ImmutableArray<string> All { get; } =
        [Summary, Impact, RootCause, Escaped, WentWell, WentBadly, Learned];

    public static string TitleOf(string section) => section switch
    {
        RootCause => "Root cause",
        Escaped => "How it reached production",
        WentWell => "What went well",
        WentBadly => "What went badly",
        Learned => "What we learned",
        _ => char.ToUpperInvariant(section[0]) + section[1..],
    };
}

/// <summary>Something that is to be done so that it does not come back.</summary>
/// <param name="BeforeNextRelease">The next minor or major of the service waits for it.</param>
public sealed record ActionItem(
    int Number, string Text, string Owner, DateOnly Due, bool BeforeNextRelease, string By, DateTimeOffset At)
{
    public DateTimeOffset? DoneAt { get; init; }

    public string DoneBy { get; init; } = "";

    public string DoneNote { get; init; } = "";

    /// <summary>The last day its owner was reminded on.</summary>
    public DateOnly? RemindedOn { get; init; }

    public bool IsDone => DoneAt is not null;
}

/// <summary>What became of the runbooks: a file that changed since, or why none had to.</summary>
public sealed record RunbookAnswer(string Path, string Commit, string Reason, string By, DateTimeOffset At);

/// <summary>The meeting about the incident.</summary>
/// <param name="Sequence">Counts the invitations sent, as calendars expect it.</param>
public sealed record Retrospective(
    DateTimeOffset Start, int Minutes, ImmutableArray<string> Attendees, int Sequence, bool Cancelled)
{
    /// <summary>The same for ever, so that a calendar knows which meeting an invitation is about.</summary>
    public static string UidOf(string incident) => $"{incident.ToLowerInvariant()}-retrospective@plimsoll";
}
