using System.Collections.Immutable;

namespace Plimsoll.Files.Api;

// The bodies of POST /api/v1/incidents/…. A time is text the server reads: ISO 8601, 14:05, -10m, +2d; its own clock
// decides what "now" is.

/// <summary>POST /api/v1/incidents/declare. Severity: low, medium, high or critical.</summary>
/// <param name="Service">Empty with a version: found by it when only one service has it.</param>
/// <param name="Security">Whether the Security Lead is needed; null: to be asked.</param>
public sealed record DeclareBody(
    string Title, string Severity, string Service = "", string Version = "", string Symptoms = "",
    bool? Security = null)
{
    /// <summary>Only who is part of it sees it, from its first moment on.</summary>
    public bool Private { get; init; }
}

public sealed record PersonBody(string Person);

/// <summary>Which service it is about, where the declaration named none.</summary>
public sealed record NameServiceBody(string Service);

public sealed record AssessBody(string Severity, string Impact = "");

public sealed record ChannelBody(string Chat = "", string Call = "");

public sealed record ArchiveBody(string Where);

public sealed record SecurityBody(bool Needed, string Reason = "");

public sealed record JoinBody(string Person, string Role);

/// <param name="Started">A time.</param>
public sealed record SymptomsBody(string Started, string Symptoms);

/// <param name="Milestone">
/// started, detected, acknowledged, identified, decided, mitigated, restored, resolved or closed.
/// </param>
/// <param name="At">A time.</param>
public sealed record CorrectTimeBody(string Milestone, string At, string Reason);

public sealed record SuspectBody(string What, string Why = "", string Version = "");

/// <param name="Suspect">Its number; 0 for none of them.</param>
public sealed record CauseBody(string Cause = "", int Suspect = 0);

/// <param name="Remedy">rollback, hotfix, workaround or none.</param>
public sealed record DecisionBody(string Remedy, string Reason, ImmutableArray<string>? Options = null);

/// <param name="Environment">Empty where the service has one production environment.</param>
public sealed record RollBackBody(string Environment = "");

/// <summary>A few words on what was done or seen.</summary>
public sealed record RemarkBody(string Note);

public sealed record VouchBody(bool Holds, string Note);

/// <summary>POST …/send-update and …/preview-update.</summary>
/// <param name="Audiences">Empty: all of the service's.</param>
public sealed record UpdateBody(string Text, ImmutableArray<string>? Audiences = null, bool Final = false);

/// <param name="At">A time; empty: now.</param>
public sealed record NoteBody(string Text, string At = "");

public sealed record CorrectNoteBody(int Number, string Text, string Reason);

public sealed record CommandBody(string CommandLine, int ExitCode, string Output, string StartedAt);

public sealed record MergeBody(string Into, string Reason);

/// <param name="Start">A time to come.</param>
/// <param name="Attendees">Mail addresses; empty: the service's contacts and the team.</param>
public sealed record RetrospectiveBody(
    string Start, int Minutes = 60, ImmutableArray<string>? Attendees = null);

/// <summary>People have met about it.</summary>
/// <param name="At">A time; empty: now.</param>
public sealed record HeldBody(string Note, string At = "");

/// <param name="Revision">The revision the text was written on; 0 for the first.</param>
public sealed record ReviewBody(string Section, string Text, int Revision);

/// <param name="Due">A day: 2026-03-01, or 7d from today.</param>
public sealed record ActionBody(string Text, string Owner, string Due, bool BeforeNextRelease = false);

public sealed record ActionDoneBody(int Number, string Note);

/// <param name="Path">The file that changed, in the service's repository; empty with a reason.</param>
public sealed record RunbookBody(string Path = "", string Reason = "");

public sealed record DutyDoneBody(string Duty, string Note);

public sealed record WaiveDutyBody(string Duty, string Reason);

/// <param name="Ref">Branch, tag or commit; empty takes the version's tag.</param>
public sealed record HotfixBody(string Version, string Ref = "");
