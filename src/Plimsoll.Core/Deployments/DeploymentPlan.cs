using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Core.Deployments;

/// <summary>Turns an environment's definition, and what the guide says of it, into the actions of one deployment.
/// </summary>
public static class DeploymentPlan
{
    public static ImmutableArray<PlannedAction> For(
        ServiceDefinition service,
        EnvironmentDefinition environment,
        DeploymentKind kind,
        ImmutableArray<string> targets,
        Course? course = null)
    {
        var plan = new PlanDraft(service, environment, targets);
        var forward = kind != DeploymentKind.Rollback;
        // Upload touches nothing that runs, so all targets have the release before anything changes.
        plan.Upload();
        plan.Once("backup", forward && environment.Backup is not null);
        plan.Once("backup check", forward && environment.Backup?.Check is not null, idempotent: true);
        plan.Once("before", environment.Hooks.Before is not null);
        plan.Once("migrate", kind == DeploymentKind.Deploy && environment.Hooks.Migrate is not null);
        ImmutableArray<Leg> legs = forward && course is not null ? course.Legs : [];
        // What stands after the last part is watched when all of it is deployed and verified.
        var parts = legs.Any(l => l is Leg.Part) ? legs.IndexOf(legs.Last(l => l is Leg.Part)) + 1 : 0;
        if (parts > 0) plan.Parts(legs[..parts]);
        else plan.Batches(kind == DeploymentKind.Deploy);
        plan.Once("after", environment.Hooks.After is not null);
        ImmutableArray<string> all = [.. environment.Targets.Select(t => t.Name)];
        plan.Checks("smoke", service.Smoke, all);
        plan.Checks("verify", environment.Verification, all);
        foreach (var leg in legs[Math.Max(0, parts - 1)..]) plan.WatchAll(leg, all);
        return plan.Actions;
    }
}
