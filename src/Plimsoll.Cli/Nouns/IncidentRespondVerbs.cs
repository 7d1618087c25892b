using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>Finding what broke, deciding, and doing it.</summary>
internal static class IncidentRespondVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("symptoms", "Say when it began and what it looked like at first",
            [
                Takes.Incident,
                Takes.Needed("--started", "TIME", "When it began, such as -10m, 14:05 or ISO 8601 (UTC)"),
                Takes.Needed("--text", "TEXT", "What it looked like"),
            ], Symptoms),
        Verb.Of("correct-time", "Correct a moment on the record; clocks are not moved by it",
            [
                Takes.Incident, Takes.Choice("MOMENT", "Which", "started", "detected", "acknowledged", "identified",
                    "decided", "mitigated", "restored", "resolved", "closed"),
                Takes.Argument("TIME", "When it was, such as -10m, 14:05 or ISO 8601 (UTC)"), Takes.Reason,
            ], CorrectTime),
        Verb.Of("suspect", "Name what may have caused it",
            [
                Takes.Incident, Takes.Argument("WHAT", "What may have caused it"),
                Takes.Text("--why", "TEXT", "What speaks for it"),
                Takes.Text("--release", "VERSION", "The release, where it is one"),
            ], Suspect),
        Verb.Of("cause", "Say what caused it, in words or by the number of a suspect",
            [
                Takes.Incident, Takes.Optional("CAUSE", "What broke"),
                Takes.Count("--suspect", "NUMBER", "Number of a suspect, from incident show"),
            ], Cause),
        Verb.Of("drop", "It was something else: the search goes on", [Takes.Incident, Takes.Reason], Drop),
        Verb.Of("decide", "Decide how the harm is ended",
            [
                Takes.Incident, Takes.Choice("REMEDY", "The way out", "rollback", "hotfix", "workaround", "none"),
                Takes.Reason, Takes.Text("--options", "LIST", "What else was thought of, with commas between"),
            ], Decide),
        Verb.Of("rollback", "Run the rollback that was decided",
            [
                Takes.Incident,
                Takes.Text("--environment", "ENVIRONMENT", "Which [default: the incident's, or the only production]"),
                RollbackQuestion.Version,
            ], Rollback),
        Verb.Of("hotfix", "Open the patch that ends it; each names the other",
            [
                Takes.Incident, Takes.Argument("VERSION", "Version of the patch, such as 1.2.1"),
                Takes.Text("--ref", "REF", "Branch, tag or commit [default: the version's tag]"),
            ], Hotfix),
        Verb.Of("mitigated", "Say that what was decided is carried out",
            [Takes.Incident, Takes.Note("What was done")], Mitigated),
        Verb.Of("verify", "Vouch that it helped, or say that it did not",
            [Takes.Incident, Takes.Note("What you saw"), Takes.Flag("--failed", "It did not help")], Verify),
    ];

    private static Task Symptoms(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("record-symptoms"), new SymptomsBody(call.Text("--started"), call.Text("--text")),
        $"The beginning of {call.Incident} is on record.", call.Incident.Command("next"), stop);

    private static Task CorrectTime(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("correct-time"),
        new CorrectTimeBody(call.Text("MOMENT"), call.Text("TIME"), call.Text("--reason")),
        $"When {call.Incident} was {call.Text("MOMENT")} is corrected.", call.Incident.Command("show"), stop);

    private static Task Suspect(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("name-suspect"),
        new SuspectBody(call.Text("WHAT"), call.Text("--why"), call.Text("--release")),
        $"{call.Incident} has one more suspect.", call.Incident.Command("next"), stop);

    private static Task Cause(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("identify-cause"), new CauseBody(call.Text("CAUSE"), call.Number("--suspect")),
        $"The cause of {call.Incident} is found.", call.Incident.Command("next"), stop);

    private static Task Drop(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("drop-cause"), new ReasonBody(call.Text("--reason")),
        $"The search for the cause of {call.Incident} goes on.", call.Incident.Command("next"), stop);

    private static Task Decide(Call call, CancellationToken stop)
    {
        var (which, remedy) = (call.Incident, call.Text("REMEDY"));
        return call.Tell(
            which.Path("record-decision"), new DecisionBody(remedy, call.Text("--reason"), call.Names("--options")),
            $"Decided on {which}: {remedy}.", remedy switch
            {
                "rollback" => which.Command("rollback"),
                "hotfix" => $"{which.Command("hotfix")} VERSION",
                "workaround" => $"{which.Command("mitigated")} --note \"…\"",
                _ => $"{which.Command("verify")} --note \"…\"",
            }, stop);
    }

    private static async Task Rollback(Call call, CancellationToken stop)
    {
        var (which, asked) = (call.Incident, call.Text("--environment"));
        if (await LaneOf(call, asked, stop) is var (service, lane)) RollbackQuestion.Ask(call, service, lane);
        await call.Tell(
            which.Path("roll-back-now"), new RollBackBody(asked), $"{which} is being rolled back.",
            which.Command("next"), stop);
    }

    /// <summary>Where it goes back; null where the server has to say what is missing.</summary>
    private static async Task<(string Service, LaneView Lane)?> LaneOf(
        Call call, string asked, CancellationToken stop)
    {
        var about = (await call.Server.Get<IncidentDetail>(call.Incident.Path(""), stop)).Summary;
        if (about.Service == "") return null;
        var service = await call.Server.Get<ServiceView>(Route.Of($"services/{about.Service}"), stop);
        var environment = asked != "" ? asked : about.Environment;
        var lanes = service.Lanes.Where(l => l.Production && (environment == "" || l.Environment == environment));
        return lanes.ToList() is [var one] ? (about.Service, one) : null;
    }

    private static async Task Hotfix(Call call, CancellationToken stop)
    {
        var made = await call.Server.Post<SealedView>(
            call.Incident.Path("open-hotfix"), new HotfixBody(call.Text("VERSION"), call.Text("--ref")), stop);
        call.Show(made, ReleaseText.Sealed);
        call.Next($"plimsoll release why {made.Service} {made.Version}");
    }

    private static Task Mitigated(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("finish-mitigation"), new RemarkBody(call.Text("--note")),
        $"{call.Incident} is mitigated and watched.", call.Incident.Command("next"), stop);

    private static Task Verify(Call call, CancellationToken stop) => call.Tell(
        call.Incident.Path("vouch-for-mitigation"), new VouchBody(!call.Has("--failed"), call.Text("--note")),
        call.Has("--failed") ? $"{call.Incident} is not over; the search goes on." : $"{call.Incident} holds.",
        call.Incident.Command("next"), stop);
}
