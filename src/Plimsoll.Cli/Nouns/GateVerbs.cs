using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>What people say about a release's gates: confirm, sign off, waive, accept.</summary>
internal static class GateVerbs
{
    private static Symbol Gate => Takes.Argument("GATE", "Id of the gate, from release show");

    private static Symbol Comment => Takes.Text("--comment", "TEXT", "What you want others to read");

    private static Symbol Role => Takes.Needed("--role", "ROLE", "The role you act in, such as \"Release Manager\"");

    private static Symbol Candidate =>
        Takes.Count("--candidate", "NUMBER", "The candidate you read [default: the newest]");

    public static IEnumerable<Command> All() =>
    [
        Verb.Noun("criterion", "Acceptance criteria where no tracker carries them",
            Verb.Of("add", "Add a criterion",
                [.. Takes.Release, Takes.Argument("TEXT", "What must hold, in a sentence")], AddCriterion),
            Verb.Of("meet", "Say that a criterion is met",
                [.. Takes.Release, Takes.Number("NUMBER", "Its number, from release show")],
                MeetCriterion)),
        Verb.Of("confirm", "Confirm what was proposed for a gate", [.. Takes.Release, Gate, Comment], Confirm),
        Verb.Of("sign-off", "Sign the candidate off in a role you hold",
            [
                .. Takes.Release, Role, Comment,
                Candidate, Takes.Flag("--self", "Approve your own work; only where nobody else holds the role, and marked"),
            ], SignOff),
        Verb.Of("sign-off-in-emergency", "Sign the patch of a high or critical incident you command",
            [.. Takes.Release, Takes.Reason, Candidate], InEmergency),
        Verb.Of("confirm-emergency", "Confirm a sign-off that was given in an emergency",
            [.. Takes.Release, Comment], ConfirmEmergency),
        Verb.Of("take-back-sign-off", "Take your sign-off back", [.. Takes.Release, Role, Comment], TakeBack),
        Verb.Of("waive", "Ask for an exception from a gate; someone else must grant it",
            [
                .. Takes.Release, Gate, Takes.Reason,
                Takes.Text("--until", "TIME", "When it ends: a time span such as 36h or 7d, or a time [default: 24h]"),
            ], Waive),
        Verb.Of("grant-waiver", "Grant an exception somebody else asked for", [.. Takes.Release, Gate], Grant),
    ];

    private static Task AddCriterion(Call call, CancellationToken stop) => Tell(
        call, "add-criterion", new CriterionBody(call.Text("TEXT")), "has one more acceptance criterion", "show", stop);

    private static Task MeetCriterion(Call call, CancellationToken stop) => Tell(
        call, "meet-criterion", new MeetCriterionBody(call.Number("NUMBER")),
        $"meets criterion {call.Number("NUMBER")}", "why", stop);

    private static Task Confirm(Call call, CancellationToken stop) => Tell(
        call, "confirm", new ConfirmBody(call.Text("GATE"), call.Text("--comment")),
        $"is confirmed for {call.Text("GATE")}", "why", stop);

    private static Task SignOff(Call call, CancellationToken stop) => Tell(
        call, "sign-off", new SignOffBody(call.Text("--role"), call.Number("--candidate"), call.Text("--comment"))
        {
            Self = call.Has("--self"),
        },
        $"is signed off by {call.Who} as {call.Text("--role")}", "why", stop);

    private static Task InEmergency(Call call, CancellationToken stop) => Tell(
        call, "sign-off-in-emergency", new EmergencyBody(call.Number("--candidate"), call.Text("--reason")),
        "is signed off in an emergency; a Release Manager confirms it within one working day", "why", stop);

    private static Task ConfirmEmergency(Call call, CancellationToken stop) => Tell(
        call, "confirm-emergency", new CommentBody(call.Text("--comment")),
        "has its emergency sign-off confirmed", "show", stop);

    private static Task TakeBack(Call call, CancellationToken stop) => Tell(
        call, "take-back-sign-off", new SignOffBody(call.Text("--role"), 0, call.Text("--comment")),
        $"is no longer signed off by {call.Who} as {call.Text("--role")}", "why", stop);

    private static Task Waive(Call call, CancellationToken stop)
    {
        var until = Until.Read(call.Text("--until"), call.Terminal.Clock.GetUtcNow());
        var gate = call.Text("GATE");
        return call.Tell(
            call.Release.Path("request-waiver"), new WaiverBody(gate, call.Text("--reason"), until),
            $"A waiver of {gate} for {call.Release} is asked for, until {Plain.Time(until)}. " +
            $"A Release Manager or Security Lead other than {call.Who} grants it with:",
            $"{call.Release.Command("grant-waiver")} {gate}", stop);
    }

    private static Task Grant(Call call, CancellationToken stop) => Tell(
        call, "grant-waiver", new GateBody(call.Text("GATE")), $"has a waiver of {call.Text("GATE")}", "why", stop);

    private static Task Tell(Call call, string verb, object body, string done, string next, CancellationToken stop) =>
        call.Tell(call.Release.Path(verb), body, $"{call.Release} {done}.", call.Release.Command(next), stop);
}
