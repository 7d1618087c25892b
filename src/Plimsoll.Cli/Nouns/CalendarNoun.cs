using System.CommandLine;
using System.Text;
using Plimsoll.Cli.Views;
using Plimsoll.Core.Calendar;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll calendar</c>: when one may ship, when not, and stopping the line.</summary>
internal static class CalendarNoun
{
    public static Command All() => Verb.Noun(
        "calendar", "When one may ship: windows, freezes, booked slots, stopping the line",
        Verb.Of("show", "Say whether one may ship now, when that changes, and list rules and slots",
            [
                Takes.Text("--service", "NAME", "Only what is about this service [default: everything]"),
                Takes.Text("--environment", "NAME", "Only what is about this environment of it"),
            ], Show),
        Verb.Of("add-window", "Say when one may ship; minors and majors then need a slot booked in a window",
            [Named, .. Needed, .. Times], (call, stop) => Add(call, "window", stop)),
        Verb.Of("add-freeze", "Say when one may not ship; a rollback always may",
            [Named, .. Needed, .. Times, Exempt], (call, stop) => Add(call, "freeze", stop)),
        Verb.Of("change", "Change a window or a freeze: give what changes, the rest stays",
            [Named, .. Optional, .. Times, Exempt], Change),
        Verb.Of("remove", "Remove a window or a freeze", [Named, Scope], Remove),
        Verb.Of("import", "Take the events of an iCalendar file as windows or freezes; read again, it changes what it brought",
            [
                Takes.Argument("FILE", "An .ics file; - reads standard input"),
                Takes.Choice("KIND", "What its events are", "window", "freeze"), Scope, Exempt,
                Takes.Text("--zone", "ZONE", "For events that name no zone [default: UTC]"),
                Takes.Flag("--dry-run", "Say what would be done, and do nothing"),
            ], Import),
        Verb.Of("feed", "Make an address that your calendar program reads slots, windows and freezes from",
            [Takes.Text("--service", "NAME", "Only what is about this service [default: everything]")], Feed),
        Verb.Of("stop", "Stop the line: nothing new starts in production; what runs goes on, rollbacks pass",
            [Takes.Reason, Scope], Stop),
        Verb.Of("resume", "Let the line go on; what waits starts by itself", [Takes.Reason, Scope], Resume));

    private static Symbol Named => Takes.Argument("NAME", "Name of the rule, such as year-end");

    private static Symbol Scope => Takes.Text("--scope", "SCOPE",
        "organisation, team/NAME, service/NAME or environment/SERVICE/NAME [default: organisation]");

    private static Symbol Exempt => Takes.Text("--exempt", "LIST",
        "Who passes it: patch, minor, major, incident or role:NAME, with commas between them");

    private static IEnumerable<Symbol> Times =>
    [
        Takes.Text("--end", "TIME", "When the first one ends, on the wall of the zone"),
        Takes.Text("--duration", "SPAN", "How long by the clock instead of an end: 90m, 2h or 3d"),
        Takes.Text("--repeats", "RRULE", "When it is again, as in FREQ=WEEKLY;BYDAY=TU,WE,TH [default: once]"),
        Takes.Text("--except", "DAYS", "Days it does not begin on, such as 2026-12-24, with commas between them"),
        Takes.Text("--zone", "ZONE", "IANA time zone, such as Europe/Berlin [default: UTC]"),
        Scope,
    ];

    private static IEnumerable<Symbol> Needed =>
    [
        Takes.Needed("--start", "TIME", "The first start on the wall of the zone, such as 2026-11-24T10:00"),
        Takes.Needed("--title", "TEXT", "What it is called where people read it"),
    ];

    private static IEnumerable<Symbol> Optional =>
    [
        Takes.Text("--start", "TIME", "The first start on the wall of the zone, such as 2026-11-24T10:00"),
        Takes.Text("--title", "TEXT", "What it is called where people read it"),
    ];

    private static async Task Show(Call call, CancellationToken stop)
    {
        var (service, environment) = (call.Text("--service"), call.Text("--environment"));
        var calendar = await call.Server.Get<CalendarView>(
            $"calendar?service={Uri.EscapeDataString(service)}&environment={Uri.EscapeDataString(environment)}", stop);
        call.Show(calendar, CalendarText.Of);
        call.Next(calendar.Rules.Length > 0 ? "plimsoll release book SERVICE VERSION --start TIME --end TIME"
            : "plimsoll calendar add-window NAME --title TEXT --start TIME --end TIME --repeats RRULE");
    }

    private static Task Add(Call call, string kind, CancellationToken stop) => call.Tell(
        $"calendar/add-{kind}", Body(call), $"The {kind} {call.Text("NAME")} is in the calendar of {ScopeOf(call)}.",
        "plimsoll calendar show", stop);

    private static async Task Change(Call call, CancellationToken stop)
    {
        var calendar = await call.Server.Get<CalendarView>("calendar", stop);
        var (scope, name) = (ScopeOf(call), call.Text("NAME"));
        if (calendar.Rules.FirstOrDefault(r => r.Scope == scope && r.Id == name) is not { } rule)
            throw new Failure(ExitCodes.Failed, $"The calendar of {scope} has no rule {name}.",
                fix: "See what there is with `plimsoll calendar show`.");
        string Or(string option, string before) => call.Text(option) is { Length: > 0 } said ? said : before;
        var (end, length) = (call.Text("--end"), call.Text("--duration"));
        await call.Tell("calendar/change-rule", Body(call) with
        {
            Title = Or("--title", rule.Title), Start = Or("--start", rule.Start),
            End = end == "" && length == "" ? rule.End : end, Duration = end == "" && length == "" ? rule.Duration : length,
            Repeats = Or("--repeats", rule.Repeats), Zone = Or("--zone", rule.Zone),
            Except = call.Text("--except") == "" ? rule.Except : call.Names("--except"),
            Exempt = call.Text("--exempt") == "" ? rule.Exempt : call.Names("--exempt"),
        }, $"{name} is changed.", "plimsoll calendar show", stop);
    }

    private static Task Remove(Call call, CancellationToken stop) => call.Tell(
        "calendar/remove-rule", new RuleNameBody(ScopeOf(call), call.Text("NAME")),
        $"{call.Text("NAME")} is removed from the calendar of {ScopeOf(call)}.", "plimsoll calendar show", stop);

    private static async Task Import(Call call, CancellationToken stop)
    {
        var read = await call.Server.Post<ImportView>("calendar/import", new ImportBody(
            ScopeOf(call), call.Text("KIND"), call.Text("--zone"), call.Names("--exempt"),
            Encoding.UTF8.GetString(await FileBytes.Read(call.Terminal, call.Text("FILE"), CalendarImport.MostBytes, stop)), call.Has("--dry-run")), stop);
        call.Show(read, view => Table.Of(["LINE", "RULE", "TITLE", "OUTCOME", "WHY"],
            view.Events.Select(e => new[] { $"{e.Line}", e.Id, e.Title, e.Outcome, e.Why })));
        if (call.Has("--dry-run")) call.Say("Nothing was done.");
        call.Next("plimsoll calendar show");
        if (read.Events.Any(e => e.Outcome == "refused"))
            throw new Failure(ExitCodes.Failed,
                $"{read.Events.Count(e => e.Outcome == "refused")} of {read.Events.Length} events were refused.",
                fix: "Each row above says why; mend the file and import it again, what is there already stays.");
    }

    private static async Task Feed(Call call, CancellationToken stop)
    {
        var made = await call.Server.Post<FeedView>("calendar/feed", new FeedBody(call.Text("--service")), stop);
        call.Show(made, view => view.Url);
        call.Say($"Whoever has the address reads the calendar, for {made.Days} days. It is not shown again; `plimsoll token list` and `token revoke` end it.");
        call.Next("plimsoll token list");
    }

    private static Task Stop(Call call, CancellationToken stop) => call.Tell(
        "calendar/stop-line", new StopLineBody(ScopeOf(call), call.Text("--reason")),
        $"The line of {ScopeOf(call)} is stopped. What runs goes on; a rollback always may start.",
        $"plimsoll calendar resume --scope {ScopeOf(call)} --reason \"…\"", stop);

    private static Task Resume(Call call, CancellationToken stop) => call.Tell(
        "calendar/resume-line", new StopLineBody(ScopeOf(call), call.Text("--reason")),
        $"The line of {ScopeOf(call)} goes on; what waited starts when nothing else stops it.",
        "plimsoll deployment list", stop);

    private static RuleBody Body(Call call) => new(
        ScopeOf(call), call.Text("NAME"), call.Text("--title"), call.Text("--start"), call.Text("--end"),
        call.Text("--duration"), call.Text("--repeats"), call.Names("--except"), call.Text("--zone"), call.Names("--exempt"));

    private static string ScopeOf(Call call) => call.Text("--scope") is { Length: > 0 } scope ? scope : "organisation";
}
