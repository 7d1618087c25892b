using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Core.Deployments;

/// <summary>Turns an environment's definition into the actions of one deployment, in waves.</summary>
public static class DeploymentPlan
{
    public static ImmutableArray<PlannedAction> For(
        ServiceDefinition service,
        EnvironmentDefinition environment,
        DeploymentKind kind,
        ImmutableArray<string> targets)
    {
        List<PlannedAction> plan = [];
        var wave = 0;
        void Once(string name, bool planned, bool idempotent = false)
        {
            if (planned) plan.Add(new PlannedAction(name, name, "", [], wave++, Phase.Deploy, Work.Ticket, idempotent));
        }

        var forward = kind != DeploymentKind.Rollback;
        // Upload touches nothing that runs, so all targets have the release before anything changes.
        plan.AddRange(targets.Select(t => OnTarget("upload", t, wave, true, Work.Ticket)));
        wave++;
        Once("backup", forward && environment.Backup is not null);
        Once("backup check", forward && environment.Backup?.Check is not null, idempotent: true);
        Once("before", environment.Hooks.Before is not null);
        Once("migrate", forward && environment.Hooks.Migrate is not null);
        foreach (var batch in Batches(environment, kind, targets))
        {
            wave = OnTargets(plan, environment, batch.Targets, wave);
            if (!batch.IsCanary) continue;
            wave = Checks(plan, "canary smoke", service.Smoke, batch.Targets, wave);
            wave = Checks(plan, "canary verify", environment.Verification, batch.Targets, wave);
        }
        Once("after", environment.Hooks.After is not null);
        ImmutableArray<string> all = [.. environment.Targets.Select(t => t.Name)];
        wave = Checks(plan, "smoke", service.Smoke, all, wave);
        wave = Checks(plan, "verify", environment.Verification, all, wave);
        // Last, when it is known which releases are still wanted.
        if (forward) plan.AddRange(targets.Select(t => OnTarget("prune", t, wave, true, Work.Ticket)));
        return [.. plan];
    }

    private static IEnumerable<(ImmutableArray<string> Targets, bool IsCanary)> Batches(
        EnvironmentDefinition environment, DeploymentKind kind, ImmutableArray<string> targets)
    {
        // A rollback does not wait for a canary: the old release is known to be good.
        var canary = kind == DeploymentKind.Rollback ? 0 : Math.Clamp(environment.Canary, 0, targets.Length - 1);
        if (canary > 0) yield return (targets[..canary], true);
        foreach (var chunk in targets.Skip(canary).Chunk(Math.Max(1, environment.MaxParallel)))
            yield return ([.. chunk], false);
    }

    private static int OnTargets(
        List<PlannedAction> plan, EnvironmentDefinition environment, ImmutableArray<string> targets, int wave)
    {
        void Each(string name, bool planned, bool idempotent, Work work = Work.Ticket)
        {
            if (!planned) return;
            plan.AddRange(targets.Select(t => OnTarget(name, t, wave, idempotent, work)));
            wave++;
        }

        Each("switch", true, idempotent: true);
        // Stopping and starting again does no harm; starting alone may leave two.
        Each("restart", environment.Start is not null || environment.Stop is not null, environment.Stop is not null);
        Each("per-target", environment.Hooks.PerTarget is not null, idempotent: false);
        Each("health", environment.Health is not null, idempotent: true, Work.Health);
        return wave;
    }

    private static PlannedAction OnTarget(string name, string target, int wave, bool idempotent, Work work) =>
        new($"{name}/{target}", name, target, [target], wave, Phase.Deploy, work, idempotent);

    private static int Checks(List<PlannedAction> plan, string suite, Suite checks, ImmutableArray<string> targets,
        int wave)
    {
        void Add(string name, Work work) => plan.Add(
            new PlannedAction($"{suite}: {name}", suite, "", targets, wave, Phase.Verify, work, true));

        foreach (var check in checks.Http) Add(check.Name, Work.Http);
        foreach (var check in checks.Commands) Add(check.Name, Work.Command);
        if (checks.Http.Length + checks.Commands.Length > 0) wave++;
        foreach (var check in checks.Metrics) Add(check.Name, Work.Metric);
        return checks.Metrics.Length > 0 ? wave + 1 : wave;
    }
}
