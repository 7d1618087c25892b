using Plimsoll.Core.Releases;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Releases;

/// <summary>The rollback plan of a release beside what is known of rolling its service back.</summary>
internal static class ReleaseWayBack
{
    public static RollbackPlanView Of(ReleaseSeen seen)
    {
        var measured = WayBackTime.Of(seen.Sight, seen.Release.Service, [.. seen.Production], seen.Release.Version);
        return new RollbackPlanView(
            measured is null ? "" : Words.Exactly(measured.Took), measured?.How ?? "", Sentence(seen, measured),
            [.. Facts(seen.Release.RollbackPlan), .. Rehearsed(seen.Release)], Confirming(seen))
        {
            Rehearsing = RehearsedRollbacks.Form(seen),
        };
    }

    private static string Sentence(ReleaseSeen seen, WayBackTime? measured)
    {
        var back = from environment in seen.Judged.Service?.Environments ?? []
                   where environment.IsProduction
                   let lane = seen.Sight.Lane(seen.Release.Service, environment.Name)
                   let good = lane.GoodOtherThan(seen.Release.Version)
                   select good is null
                       ? $"There is nothing to return {environment.Name} to yet."
                       : $"Returns {environment.Name} to `{good.Version}`, the last known good.";
        var plan = seen.Release.RollbackPlan is null
            ? $" The plan is not written yet: `plimsoll release plan-rollback {seen.Release.Service} " +
                $"{seen.Release.Version} --steps \"TEXT\"`."
            : "";
        var time = measured is null ? " How long it takes is not measured yet." : "";
        return string.Join(" ", back) + time + plan;
    }

    private static IEnumerable<FactView> Rehearsed(Release release)
    {
        if (RehearsedRollbacks.View(release) is { } held)
            yield return new FactView("Rehearsed", $"{held.Sentence} Asked for by {Words.Person(held.By)}.");
    }

    private static IEnumerable<FactView> Facts(RollbackPlan? plan)
    {
        if (plan is null) yield break;
        yield return new FactView("Steps", plan.Steps);
        yield return new FactView("Data", plan.Data.Words);
        if (plan.Mitigation != "") yield return new FactView("Instead", plan.Mitigation);
        yield return new FactView("Decides", plan.Decides);
        yield return new FactView("Written", $"by {plan.WrittenBy}, {Words.Stamp(plan.WrittenAt)}");
    }

    private static string Confirming(ReleaseSeen seen) =>
        seen.Gates.FirstOrDefault(g => g.Concept == Concepts.RollbackPlan) is { } gate && seen.MayConfirm(gate)
            ? "You state that these steps bring production back and that its data survives as the plan says."
            : "";
}
