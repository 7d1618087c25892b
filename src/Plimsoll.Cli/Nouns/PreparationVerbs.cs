using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>What is prepared before a release ships, and how it is given up.</summary>
internal static class PreparationVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("plan-rollback", "Write down how to get back from it",
            [
                .. Takes.Release,
                Takes.Needed("--steps", "TEXT", "What is done"),
                Takes.OneOf("--data", "Whether the old version can read what the new one writes [default: none]",
                    "none", "compatible", "irreversible"),
                Takes.Text("--mitigation", "TEXT", "What is done instead when data cannot go back"),
                Takes.Text("--decides", "WHO", "Who decides on a rollback [default: Release Manager or on-call]"),
            ], PlanRollback),
        Verb.Of("tell-customers", "Mail customers what it changes for them; a major waits for that",
            [
                .. Takes.Release, .. Takes.TextOrFile("What changes for them, from when, and what they have to do"),
                Takes.Flag("--again", "They were told before, and have to be told something else"),
            ], TellCustomers),
        Verb.Of("refresh", "Look at the repository again: is it merged to the main line?", Takes.Release, Refresh),
        Verb.Of("rehearse", "Run the smoke tests once, so that they are known to work", Takes.Release, Rehearse),
        RehearseRollbackVerb.It(),
        Verb.Of("withdraw", "Withdraw it: nobody may deploy it any more, anywhere", [.. Takes.Release, Takes.Reason],
            Withdraw),
    ];

    private static Task PlanRollback(Call call, CancellationToken stop)
    {
        var data = call.Text("--data") is not "" and var said ? said : "none";
        var plan = new PlanRollbackBody(call.Text("--steps"), data, call.Text("--mitigation"), call.Text("--decides"));
        return Tell(call, "plan-rollback", plan, "has a rollback plan; who accepts it confirms the gate", "why", stop);
    }

    private static async Task TellCustomers(Call call, CancellationToken stop)
    {
        var notice = new NoticeBody(await call.TextOrFile(stop), call.Has("--again"));
        await Tell(call, "tell-customers", notice, "is told to its customers", "why", stop);
    }

    private static Task Refresh(Call call, CancellationToken stop) =>
        Tell(call, "refresh", new Nothing(), "is compared with its repository again", "why", stop);

    private static async Task Rehearse(Call call, CancellationToken stop)
    {
        var found = await call.Server.Post<EvidenceAnswer>(call.Release.Path("rehearse"), new Nothing(), stop);
        call.Show(found, EvidenceNoun.Text);
        if (found.Verdict != "passed")
            throw new Failure(ExitCodes.Failed, "The smoke tests were not rehearsed; it is on record as above.",
                fix: "Mend what it names and rehearse again.");
        call.Next(call.Release.Command("why"));
    }

    private static Task Withdraw(Call call, CancellationToken stop) =>
        Tell(call, "withdraw", new ReasonBody(call.Text("--reason")), "is withdrawn", "show", stop);

    private static Task Tell(Call call, string verb, object body, string done, string next, CancellationToken stop) =>
        call.Tell(call.Release.Path(verb), body, $"{call.Release} {done}.", call.Release.Command(next), stop);
}
