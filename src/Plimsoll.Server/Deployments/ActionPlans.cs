using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Local;
using Plimsoll.Server.Repositories;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Deployments;

/// <summary>Turns a planned action into the command it means on a target: the same for a dry run and for the ticket.</summary>
public sealed class ActionPlans(ArtifactStore artifacts, WorkSecrets? secrets = null)
{
    /// <summary>The command of an action; a refusal where the service has nothing to run for it.</summary>
    /// <param name="artifact">Where the artifact lies; only an upload looks at it.</param>
    public static Found<Plan> Of(
        FrozenInputs inputs, PlannedAction action, Queued order, string artifact, string restorePoint)
    {
        var environment = inputs.Environment;
        var local = new LocalTarget(inputs.Service, environment, inputs.TargetOf(action));
        var hooks = environment.Hooks;
        var plan = action.Name switch
        {
            "upload" => local.Upload(order.Version, artifact, order.Digest, order.Artifact, inputs.BackTo),
            "switch" => local.Switch(order.Version),
            "restart" => local.Restart(order.Version),
            "before" when hooks.Before is { } line => local.HookBefore(action.Name, Line(line), order.Version),
            "migrate" when hooks.Migrate is { } line => local.HookBefore(action.Name, Line(line), order.Version),
            "per-target" when hooks.PerTarget is { } line => local.HookAfter(action.Name, Line(line), order.Version),
            "after" when hooks.After is { } line => local.HookAfter(action.Name, Line(line), order.Version),
            "backup" when environment.Backup is { } backup => local.Backup(backup with { Command = Line(backup.Command) }, order.Version),
            "backup check" when environment.Backup is { } backup => local.BackupCheck(
                backup with { Check = backup.Check is { } check ? Line(check) : null }, restorePoint, order.Version),
            _ => null,
        };
        // In a line of the file, {version} stands for the version that is deployed.
        string Line(string line) => line.Replace("{version}", order.Version, StringComparison.Ordinal);
        return plan is null
            ? Found.Invalid<Plan>($"{inputs.Service.Name} has nothing to run for {action.Name}; its plimsoll.yaml does not say.")
            : Found.Of(plan);
    }

    /// <summary>What the work of an attempt may use at most.</summary>
    public static WorkLimits LimitsOf(Deployment run, Attempt attempt) =>
        run.Inputs is { } inputs && run.Plan.FirstOrDefault(p => p.Key == attempt.Action) is { } action
            ? Of(inputs, action, run.Order, "", run.RestorePoint).Value?.Limits ?? WorkLimits.None
            : WorkLimits.None;

    /// <summary>A rollback uploads nothing where the release still is: no ticket has to find that out.</summary>
    public static async Task<bool> IsDone(Deployment run, Attempt attempt, IDriver driver, CancellationToken stop) =>
        run.Order.Kind == DeploymentKind.Rollback && run.Inputs is { } inputs
        && run.Plan.First(p => p.Key == attempt.Action) is { Name: "upload" } action
        && await driver.Has(
            new LocalTarget(inputs.Service, inputs.Environment, inputs.TargetOf(action)).MarkOf(run.Order.Version), run.Order.Digest, stop);

    /// <summary>The ticket of an attempt; only an upload looks the artifact up, proves it undamaged and has it brought.</summary>
    public async Task<Found<Ticket>> Ticket(Deployment run, Attempt attempt, IDriver driver, CancellationToken stop)
    {
        var action = run.Plan.First(p => p.Key == attempt.Action);
        if (run.Inputs is not { } inputs) return Found.Invalid<Ticket>($"{run.Id} was not started.");
        var path = "";
        if (action.Name == "upload")
        {
            var kept = await artifacts.Find(run.Order.Digest, stop);
            if (kept.Value is not { } artifact) return new Found<Ticket>(null, kept.Refusal);
            path = await driver.Bring(artifact.Path, artifact.Sha256, stop);
        }
        var plan = Of(inputs, action, run.Order, path, run.RestorePoint);
        // Once-actions share the lane's own slot; on a target, work of one lane never overlaps.
        var slot = $"{run.Service}/{run.Environment}/{action.Target}";
        if (plan.Value is not { } ready) return new Found<Ticket>(null, plan.Refusal);
        var (given, whyNot) = await Given(ready, inputs, stop);
        return given is null
            ? Found.Blocked<Ticket>(whyNot)
            : Found.Of(ready.Ticket(attempt.Ticket, slot, inputs.Environment.Timeout, given));
    }

    private async Task<(GivenSecrets? Given, string WhyNot)> Given(
        Plan plan, FrozenInputs inputs, CancellationToken stop) =>
        secrets is not null ? await secrets.Of(plan.Secrets, inputs.Secrets, stop)
        : plan.Secrets.IsEmpty ? (GivenSecrets.None, "")
        : (null, "this server keeps no secrets");
}
