using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Core.Deployments;

/// <summary>A plan while it is made: actions in waves.</summary>
internal sealed class PlanDraft(
    ServiceDefinition service, EnvironmentDefinition environment, ImmutableArray<string> targets)
{
    private readonly List<PlannedAction> _plan = [];
    private int _wave;
    private Leg? _for;

    public ImmutableArray<PlannedAction> Actions => [.. _plan];

    public void Once(string name, bool planned, bool idempotent = false)
    {
        if (planned) Add(new PlannedAction(name, name, "", [], _wave++, Phase.Deploy, Work.Ticket, idempotent));
    }

    public void Upload()
    {
        foreach (var target in targets) Add(OnTarget("upload", target, true, Work.Ticket));
        _wave++;
    }

    /// <summary>As the service's file says: a canary with checks of its own, then batch by batch.</summary>
    public void Batches(bool withCanary)
    {
        // A rollback does not wait for a canary: the old release is known to be good. What finishes a lane has had it.
        var canary = withCanary ? Math.Clamp(environment.Canary, 0, Math.Max(0, targets.Length - 1)) : 0;
        if (canary > 0)
        {
            Switch(targets[..canary]);
            Checks("canary smoke", service.Smoke, targets[..canary]);
            Checks("canary verify", environment.Verification, targets[..canary]);
        }
        Switch(targets[canary..]);
    }

    /// <summary>As the guide says: part by part, each checked and watched before the next.</summary>
    public void Parts(ImmutableArray<Leg> legs)
    {
        var (done, last) = (0, legs[^1]);
        foreach (var leg in legs)
        {
            _for = leg;
            if (leg is Leg.Stop) Await(leg);
            else if (leg is Leg.Watch watch && done > 0) Watch(watch.Time, "", targets[..done]);
            else if (leg is Leg.Part part) done = Deploy(part, done, part == last);
        }
        // A guide that ends below 100 percent means the rest as well.
        if (done < targets.Length) Switch(targets[done..]);
        _for = null;
    }

    public void WatchAll(Leg leg, ImmutableArray<string> all)
    {
        _for = leg;
        if (leg is Leg.Watch watch) Watch(watch.Time, "", all);
        if (leg is Leg.Part { Observe: { } time } part) Watch(time, $" {part.Percent}%", all);
        _for = null;
    }

    public void Checks(string suite, Suite checks, ImmutableArray<string> looked)
    {
        void Check(string name, Work work) => Add(
            new PlannedAction($"{suite}: {name}", suite, "", looked, _wave, Phase.Verify, work, true));

        foreach (var check in checks.Http) Check(check.Name, Work.Http);
        foreach (var check in checks.Tcp) Check(check.Name, Work.Tcp);
        foreach (var check in checks.Commands) Check(check.Name, Work.Command);
        if (checks.Count > checks.Metrics.Length) _wave++;
        foreach (var check in checks.Metrics) Check(check.Name, Work.Metric);
        if (checks.Metrics.Length > 0) _wave++;
    }

    private int Deploy(Leg.Part part, int done, bool isLast)
    {
        var until = Math.Clamp((int)Math.Ceiling(targets.Length * part.Percent / 100.0), done, targets.Length);
        if (until == done) return done;
        Switch(targets[done..until]);
        // What comes after all of it are the checks of the whole.
        if (until < targets.Length)
        {
            var name = done == 0 ? "canary" : $"{part.Percent}%";
            Checks($"{name} smoke", service.Smoke, targets[done..until]);
            Checks($"{name} verify", environment.Verification, targets[done..until]);
        }
        if (part.Observe is { } time && !isLast) Watch(time, $" {part.Percent}%", targets[..until]);
        return until;
    }

    private void Await(Leg leg) => Add(
        new PlannedAction($"step: {leg.Step}", "step", "", [], _wave++, Phase.Deploy, Work.Step, true));

    private void Watch(TimeSpan time, string part, ImmutableArray<string> looked)
    {
        var metrics = environment.Verification.Metrics.Concat(service.Smoke.Metrics).DistinctBy(m => m.Name)
            .Where(m => _for is null or { Metric: "" }
                || string.Equals(m.Name, _for.Metric, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var metric in metrics)
            Add(new PlannedAction($"watch {_for?.Line}{part}: {metric.Name}", "watch", "", looked, _wave, Phase.Verify,
                Work.Metric, true) { Observe = time });
        if (metrics.Count > 0) _wave++;
    }

    private void Switch(ImmutableArray<string> part)
    {
        foreach (var chunk in part.Chunk(Math.Max(1, environment.MaxParallel))) OnTargets([.. chunk]);
    }

    private void OnTargets(ImmutableArray<string> chunk)
    {
        void Each(string name, bool planned, bool idempotent, Work work = Work.Ticket)
        {
            if (!planned) return;
            foreach (var target in chunk) Add(OnTarget(name, target, idempotent, work));
            _wave++;
        }

        Each("switch", true, idempotent: true);
        // Stopping and starting again does no harm; starting alone may leave two.
        Each("restart", environment.Start is not null || environment.Stop is not null, environment.Stop is not null);
        Each("per-target", environment.Hooks.PerTarget is not null, idempotent: false);
        Each("health", environment.Health is not null, idempotent: true, Work.Health);
    }

    private PlannedAction OnTarget(string name, string target, bool idempotent, Work work) =>
        new($"{name}/{target}", name, target, [target], _wave, Phase.Deploy, work, idempotent);

    private void Add(PlannedAction action) => _plan.Add(_for is null ? action
        : action with { Step = _for.Step, Origin = $"guide line {_for.Line}" });
}
