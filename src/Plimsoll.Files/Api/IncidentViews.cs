using System.Collections.Immutable;

namespace Plimsoll.Files.Api;

// What the HTTP API answers about incidents.

/// <param name="Sentence">What is most urgent now.</param>
/// <param name="Overdue">Lines of the guide that were not done in time and still are not.</param>
public sealed record IncidentSummary(
    string Id, string Title, string Status, string Severity, bool Assessed, string Service, string Environment,
    string Version, string Lead, DateTimeOffset DeclaredAt, DateTimeOffset? ResolvedAt, int Overdue, string Sentence)
{
    /// <summary>Only who is part of it sees it.</summary>
    public bool Private { get; init; }
}

/// <param name="Now">The server's clock, by which everything is due.</param>
/// <param name="Timeline">Newest first, at most 200; older ones with <c>?before=</c>.</param>
/// <param name="Entries">How many the timeline has in all.</param>
public sealed record IncidentDetail(
    IncidentSummary Summary,
    DateTimeOffset Now,
    string Impact,
    string Symptoms,
    string Cause,
    string Deployment,
    string DeclaredBy,
    string Playbook,
    bool? SecurityNeeded,
    IncidentTimes Times,
    LeadView Lead,
    ChannelView? Channel,
    ImmutableArray<ResponderView> Team,
    ImmutableArray<SuspectView> Suspects,
    ImmutableArray<DecisionView> Decisions,
    MitigationView? Mitigation,
    ImmutableArray<string> Hotfixes,
    ImmutableArray<UpdateView> Updates,
    ImmutableArray<DutyView> Duties,
    ImmutableArray<BlockerView> ToResolve,
    ImmutableArray<BlockerView> ToClose,
    ReviewView Review,
    int Reopened,
    string MergedInto,
    string EndReason,
    ImmutableArray<EntryView> Timeline,
    int Entries)
{
    /// <summary>Who sees a private one by having been added.</summary>
    public ImmutableArray<string> Admitted { get; init; } = [];
}

public sealed record IncidentTimes(
    DateTimeOffset? Started, DateTimeOffset? Detected, DateTimeOffset? Declared, DateTimeOffset? Acknowledged,
    DateTimeOffset? Identified, DateTimeOffset? Decided, DateTimeOffset? Mitigated, DateTimeOffset? Restored,
    DateTimeOffset? Resolved, DateTimeOffset? Closed);

/// <param name="Person">Empty until somebody has taken command.</param>
/// <param name="Offered">Who is asked now.</param>
/// <param name="Next">Who is asked when that one does not answer.</param>
public sealed record LeadView(string Person, string Offered, DateTimeOffset? AskedAt, string Next);

/// <param name="Archive">Where the talk is kept; empty until it is archived.</param>
public sealed record ChannelView(string Chat, string Call, string Archive);

public sealed record ResponderView(string Person, string Role, DateTimeOffset Since);

/// <param name="Proposed">Plimsoll names it because it changed lately; no person has.</param>
public sealed record SuspectView(int Number, string What, string Why, string Version, string By, bool Proposed);

public sealed record DecisionView(
    string Remedy, string Reason, ImmutableArray<string> Options, string By, DateTimeOffset At);

/// <param name="GreenSeconds">How long its smoke tests were seen green without a gap.</param>
/// <param name="HoldSeconds">How long they have to be.</param>
public sealed record MitigationView(
    string Deployment, string Environment, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, int GreenSeconds,
    int HoldSeconds, DateTimeOffset? VerifiedAt, string Sentence);

/// <param name="NextBy">When the next one is promised; null when none is.</param>
public sealed record UpdateView(
    int Number, string Text, ImmutableArray<string> Audiences, ImmutableArray<string> To, string By,
    DateTimeOffset At, bool Final, DateTimeOffset? NextBy);

/// <param name="State">not-yet, open, overdue, done, waived, not-applicable or ended.</param>
/// <param name="Who">The people behind the roles, now.</param>
/// <param name="DueWords">"in 4 min", "11 min late"; empty without a clock.</param>
/// <param name="Command">What to type; empty when nothing is left to do.</param>
public sealed record DutyView(
    string Id, string Title, string Phase, string State, DateTimeOffset? From, DateTimeOffset? Due, string DueWords,
    ImmutableArray<string> Roles, ImmutableArray<string> Who, DateTimeOffset? DoneAt, string DoneBy, bool Late,
    string Evidence, string Command, int Line, string Origin);

public sealed record ReviewView(
    ImmutableArray<SectionView> Sections, ImmutableArray<ActionItemView> Actions, string NoActions,
    RunbookView? Runbook, RetrospectiveView? Retrospective);

/// <summary>A part of the review; revision 0 and no text until somebody writes it.</summary>
public sealed record SectionView(
    string Name, string Title, string Text, int Revision, string By, DateTimeOffset? At);

public sealed record ActionItemView(
    int Number, string Text, string Owner, DateOnly Due, bool BeforeNextRelease, DateTimeOffset? DoneAt,
    string DoneBy, string DoneNote);

public sealed record RunbookView(string Path, string Commit, string Reason, string By, DateTimeOffset At);

public sealed record RetrospectiveView(
    DateTimeOffset Start, int Minutes, ImmutableArray<string> Attendees, bool Cancelled);

/// <param name="Kind">fact, note, command, alarm or good.</param>
public sealed record EntryView(
    int Number, DateTimeOffset At, DateTimeOffset RecordedAt, string By, string Kind, string Sentence, string Detail,
    ImmutableArray<CorrectionView> Corrections);

public sealed record CorrectionView(string Before, string Reason, string By, DateTimeOffset At);

/// <summary>Answer of …/next: what is due, the most urgent first.</summary>
/// <param name="Life">The step that moves the incident itself on; null when it has come to its end.</param>
public sealed record NextView(
    string Id, string Title, string Status, string Severity, ImmutableArray<NextStepView> Due, NextStepView? Life);

/// <param name="State">overdue, open, or kept: it repeats, and was done a little while ago.</param>
public sealed record NextStepView(
    string Sentence, string State, DateTimeOffset? Due, string DueWords, ImmutableArray<string> Roles,
    ImmutableArray<string> Who, string Command, int Line, string Origin);

/// <summary>Answer of declare: on the record; what still has to leave the house is sent by itself.</summary>
public sealed record DeclaredView(
    string Id, string Title, string Severity, string Service, long Position, long Version,
    ImmutableArray<ToSendView> ToSend)
{
    /// <summary>Why nobody can be paged about it; empty while somebody can.</summary>
    public string NobodyPaged { get; init => field = value ?? ""; } = "";

    /// <summary>What to type so that somebody can.</summary>
    public string ToPage { get; init => field = value ?? ""; } = "";
}

/// <param name="Trouble">Why it could not be sent so far; empty when nothing went wrong.</param>
public sealed record ToSendView(string Channel, string To, string Title, string State, string Trouble);

/// <summary>Answer of …/preview-update: the mail as its readers would get it. Nothing is written.</summary>
public sealed record UpdatePreview(
    string Subject, string Text, ImmutableArray<AudienceView> Audiences, DateTimeOffset? NextBy);

public sealed record AudienceView(string Name, ImmutableArray<string> To);
