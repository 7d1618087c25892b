using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>A rehearsal that has ended is put on record with its release.</summary>
internal static class RehearsalReactions
{
    public static IEnumerable<Effect> On(SlotGivenBack ended, World world)
    {
        var run = world.Get<Deployment>(Deployment.StreamOf(ended.Deployment));
        var returns = run.Order.Kind == DeploymentKind.Redeploy;
        var back = returns ? world.Get<Deployment>(Deployment.StreamOf(run.Order.Leaves)) : run;
        return run.Order.Rehearses is "" || Problem(run, ended, returns) is not { } problem ? [] :
        [
            new Send("record-rehearsal", back.Id, Release.StreamOf(run.Service, run.Order.Rehearses),
                new RecordRehearsal(Candidate(run, world), run.Environment, back.Order.Version,
                    back.Status == DeploymentStatus.Succeeded ? back.EndedAt - back.Order.At : TimeSpan.Zero,
                    back.Id, back.Order.By, problem == "", problem)),
        ];
    }

    /// <summary>Empty where it passed; null where nothing can be said of it: it goes on, or somebody stopped it.
    /// </summary>
    private static string? Problem(Deployment run, SlotGivenBack ended, bool returns) => ended.Status switch
    {
        DeploymentStatus.Failed => $"{run.Environment} did not {(returns ? "return" : "go back")} to " +
            $"{run.Order.Version}: {run.Sentence}",
        DeploymentStatus.Succeeded when !ended.Verified => $"nothing verified {run.Id} on {run.Environment}",
        DeploymentStatus.Succeeded when returns => "",
        _ => null,
    };

    private static int Candidate(Deployment run, World world) =>
        world.Get<Lane>(Lane.StreamOf(run.Service, run.Environment)).Good
            .LastOrDefault(g => g.Version == run.Order.Rehearses)?.Candidate ?? 0;
}
