using System.CommandLine;
using Plimsoll.Cli.Following;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>Shows before production that a release can be rolled back, and how long that takes.</summary>
internal static class RehearseRollbackVerb
{
    public static Command It() => Verb.Of(
        "rehearse-rollback", "Roll staging back to its last known good release, measure, and bring the release back",
        [.. Takes.Release, Takes.Text("--environment", "ENVIRONMENT", "Where [default: the last one before production]")],
        Run);

    private static async Task<int> Run(Call call, CancellationToken stop)
    {
        var which = call.Release;
        var started = await call.Server.Post<RehearsalStarted>(
            which.Path("rehearse-rollback"), new RehearseRollbackBody(call.Text("--environment")), stop);
        call.Say($"{which} is rolled back on {started.Environment}, and then comes back.");
        var watch = new RehearsalWatch(call, which, started);
        if (await Follow.ToTheEnd(call, watch.Look, () => watch.HasEnded ? watch : null, stop) is null)
            return Follow.Detach(call, watch.Running);
        if (watch.Held is not { } held)
            throw new Failure(ExitCodes.Failed, "The rollback was not rehearsed: somebody stopped it.",
                fix: $"Look with `plimsoll deployment show {watch.Running}`, then rehearse again.");
        call.Show(held, h => h.Sentence);
        call.Next(which.Command("why"));
        return held.Passed ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
