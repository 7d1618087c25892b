using System.Collections.Immutable;

namespace Plimsoll.Files.Api;

/// <summary>POST /api/v1/calendar/add-window, add-freeze and change-rule. Times stand on the wall of the zone.</summary>
/// <param name="Scope"><c>organisation</c>, <c>team/NAME</c>, <c>service/NAME</c> or <c>environment/SERVICE/NAME</c>.</param>
/// <param name="Id">What the rule is called, such as <c>year-end</c>.</param>
/// <param name="Start">The first start, such as <c>2026-11-24T10:00</c>.</param>
/// <param name="End">When the first one ends, on the wall; empty with a duration, or for a freeze until it is removed.</param>
/// <param name="Duration">How long by the clock, such as <c>90m</c>, <c>2h</c> or <c>3d</c>; empty with an end.</param>
/// <param name="Repeats">An RRULE of RFC 5545, such as <c>FREQ=WEEKLY;BYDAY=TU,WE,TH</c>; empty: once.</param>
/// <param name="Except">Days it does not begin on, such as <c>2026-12-24</c>.</param>
/// <param name="Zone">IANA time zone; empty: UTC.</param>
/// <param name="Exempt">Who passes a freeze: <c>patch</c>, <c>minor</c>, <c>major</c>, <c>incident</c>, <c>role:NAME</c>.</param>
public sealed record RuleBody(
    string Scope, string Id, string Title, string Start, string End, string Duration, string Repeats,
    ImmutableArray<string> Except, string Zone, ImmutableArray<string> Exempt);

/// <summary>POST /api/v1/calendar/remove-rule.</summary>
public sealed record RuleNameBody(string Scope, string Id);

/// <summary>POST /api/v1/calendar/stop-line and resume-line.</summary>
public sealed record StopLineBody(string Scope, string Reason);

/// <summary>POST /api/v1/releases/{service}/{version}/book-slot.</summary>
/// <param name="Environment">Empty: every production environment.</param>
public sealed record BookSlotBody(DateTimeOffset Start, DateTimeOffset End, string Environment);

/// <summary>POST /api/v1/releases/{service}/{version}/move-slot.</summary>
public sealed record MoveSlotBody(string Slot, DateTimeOffset Start, DateTimeOffset End);

/// <summary>POST /api/v1/releases/{service}/{version}/cancel-slot.</summary>
public sealed record CancelSlotBody(string Slot, string Reason);

/// <summary>GET /api/v1/calendar: what may be shipped when.</summary>
/// <param name="Sentence">Whether one may ship now and when that changes, in one sentence.</param>
/// <param name="Allowed">Whether windows, freezes and stops let ship now.</param>
/// <param name="Changes">When that changes; null: not by time alone.</param>
public sealed record CalendarView(
    string Sentence, bool Allowed, DateTimeOffset? Changes, ImmutableArray<RuleView> Rules,
    ImmutableArray<SlotView> Slots, ImmutableArray<StopView> Stops);

/// <summary>Kind: <c>window</c> or <c>freeze</c>. Next: when it begins next, or since when it is on.</summary>
public sealed record RuleView(
    string Scope, string Id, string Kind, string Title, string Start, string End, string Duration, string Repeats,
    ImmutableArray<string> Except, string Zone, ImmutableArray<string> Exempt, bool On, DateTimeOffset? Next,
    DateTimeOffset? Ends, string By);

/// <summary>Status: <c>booked</c>, <c>used</c>, <c>missed</c> or <c>cancelled</c>.</summary>
public sealed record SlotView(
    string Slot, string Service, string Version, string Environment, DateTimeOffset Start, DateTimeOffset End,
    string Status, string By, string Deployment, string Note);

/// <summary>POST /api/v1/calendar/feed. Service: only what is about it; empty: everything.</summary>
public sealed record FeedBody(string? Service);

/// <summary>The address is shown here once; whoever has it reads the calendar, until its token is revoked.</summary>
public sealed record FeedView(string Url, int Days);

/// <summary>POST /api/v1/calendar/import.</summary>
/// <param name="Kind"><c>window</c> or <c>freeze</c>: what the events of the file are.</param>
/// <param name="Zone">For events that name no zone; empty: UTC.</param>
/// <param name="Text">An iCalendar file (RFC 5545) of at most 1 MB and 200 events.</param>
public sealed record ImportBody(
    string Scope, string Kind, string? Zone, ImmutableArray<string> Exempt, string Text, bool DryRun);

public sealed record ImportView(ImmutableArray<ImportedView> Events);

/// <param name="Line">Where the event begins in the file.</param>
/// <param name="Outcome"><c>added</c>, <c>changed</c>, <c>removed</c>, <c>unchanged</c> or <c>refused</c>.</param>
/// <param name="Why">Why it was refused; empty otherwise.</param>
public sealed record ImportedView(int Line, string Id, string Title, string Outcome, string Why);

public sealed record StopView(string Scope, string Reason, string By, DateTimeOffset At);
