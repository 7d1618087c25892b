using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Vault;

namespace Plimsoll.Core.Deployments;

/// <summary>The slot is taken: freezes the inputs and the plan.</summary>
public sealed record BeginDeployment : DeploymentReadingCommand
{
    public override Ruling<DeploymentEvent> Decide(Deployment deployment, Readings readings, Moment now)
    {
        if (deployment.Status != DeploymentStatus.Pending) return Ruling.Of<DeploymentEvent>();
        var lane = readings.Of<Lane>(Lane.StreamOf(deployment.Service, deployment.Environment));
        if (lane.Active?.Deployment.Deployment != deployment.Id)
            return Refusal.Conflict($"{deployment.Id} does not hold the slot of {lane.Environment}.");
        var service = readings.Of<Service>(Service.StreamOf(deployment.Service)).Definition;
        if (service?.Environment(deployment.Environment) is not { } environment)
            return new DeploymentRejected(
                $"{deployment.Service} has no environment {deployment.Environment} any more.");
        if (environment.IsProduction && !lane.Active.AsProduction
            && deployment.Order is not { IsRollback: true, Rehearses: "" })
            return new DeploymentRejected(
                $"{environment.Name} became production after it was let start; ship it again.");
        var secrets = SecretNeeds.Of(service, environment, readings);
        if (secrets.Missing is [var missing, ..])
            return new DeploymentRejected(
                $"{LaneContent.NotSet(missing, environment.Name)}; type {LaneContent.Setting(missing, service)}");
        var plan = DeploymentPlan.For(service, environment, deployment.Order.Kind,
            Targets(deployment.Order, lane, environment, readings), CourseOf(deployment, readings));
        return new DeploymentStarted(plan, new FrozenInputs(service, Frozen(environment, plan),
            BackTo(deployment.Order, lane, readings))
        {
            Failures = GuideOf.Failures(deployment.Order, deployment.Service, readings), Secrets = secrets.Set,
        });
    }

    private static Course CourseOf(Deployment deployment, Readings readings) =>
        deployment.Order is { Kind: DeploymentKind.Deploy, Shipment: not "" } order
            ? Course.Of(readings.Of<Shipment>(Shipment.StreamOf(order.Shipment)), deployment.Environment) : Course.None;

    /// <summary>Where the guide says how many go first, they are the canary.</summary>
    private static EnvironmentDefinition Frozen(EnvironmentDefinition environment, ImmutableArray<PlannedAction> plan)
    {
        if (!plan.Any(p => p is { Name: "switch", Step: not "" })) return environment;
        var checks = plan.FirstOrDefault(p => p.Phase == Phase.Verify)?.Wave ?? 0;
        var first = plan.Count(p => p.Name == "switch" && p.Wave < checks);
        return environment with { Canary = first < plan.Count(p => p.Name == "switch") ? first : 0 };
    }

    private static string BackTo(Queued order, Lane lane, Readings readings) =>
        lane.GoodBefore(order.Version, order.Digest, good => Rollback.MayRun(lane, good, readings))?.Version ?? "";

    /// <summary>
    /// A rollback touches only targets that were touched or that run something else, a redeployment those that run
    /// something else than it or than is on record, a deployment all of them.
    /// </summary>
    private static ImmutableArray<string> Targets(Queued order, Lane lane, EnvironmentDefinition environment,
        Readings readings)
    {
        ImmutableArray<string> all = [.. environment.Targets.Select(t => t.Name)];
        if (order.Kind == DeploymentKind.Deploy || order is { IsRollback: true, Leaves: "" }) return all;
        var touched = readings.Of<Deployment>(Deployment.StreamOf(order.Leaves)).Touched;
        ImmutableArray<string> back =
        [
            .. all.Where(t => touched.Contains(t)
                || !lane.Targets.TryGetValue(t, out var runs) || runs.Digest != order.Digest
                || lane.Drift.ContainsKey(t)),
        ];
        return back.IsEmpty ? all : back;
    }
}

public sealed record DeploymentStarted(ImmutableArray<PlannedAction> Plan, FrozenInputs Inputs) : DeploymentEvent
{
    public override Deployment Apply(Deployment deployment, Moment moment) =>
        deployment with { Status = DeploymentStatus.Running, Plan = Plan, Inputs = Inputs, StartedAt = moment.At };
}

public sealed record DeploymentRejected(string Reason) : DeploymentEvent
{
    public override Deployment Apply(Deployment deployment, Moment moment) => deployment with
    {
        Status = DeploymentStatus.Rejected, Sentence = Reason, EndedAt = moment.At, EndedBy = moment.Actor,
    };
}
