using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Tests.Deployments;

/// <summary>Deployments without a lane around them: what the walk is read from.</summary>
internal static class SomeDeployment
{
    private static readonly Moment At = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), "system:runner");

    public static Deployment Running(EnvironmentDefinition environment, ServiceDefinition? service = null,
        DeploymentKind kind = DeploymentKind.Deploy)
    {
        var told = service ?? SomeService.Usual;
        var order = new Queued("d", "1.1.0", 1, "shop.tar", "digest-1", kind, "", "ada", At.At, "");
        var plan = DeploymentPlan.For(told, environment, kind, [.. environment.Targets.Select(t => t.Name)]);
        return Deployment.Empty
            .After(new DeploymentRequested("d", told.Name, environment.Name, order))
            .After(new DeploymentStarted(plan, new FrozenInputs(told, environment, "1.0.0")));
    }

    /// <summary>Plays until it ends, asks or rests.</summary>
    public static Deployment Played(this Deployment run, Func<Attempt, Outcome> outcome)
    {
        for (var move = 0; move < 500 && run is { IsActive: true, Status: not DeploymentStatus.Waiting }; move++)
        {
            foreach (var open in run.Attempts.Where(a => a.IsOpen)) run = run.When(End(open, outcome(open)));
            foreach (var command in Commands(run)) run = run.When(command);
        }
        return run;
    }

    public static Deployment When(this Deployment run, DeploymentCommand command, TimeSpan later = default)
    {
        var ruling = command.Decide(run, At with { At = At.At + later });
        Assert.True(ruling.Accepted, ruling.Refusal?.Reason);
        return ruling.Events.Aggregate(run, (state, happened) => happened.Apply(state, At with { At = At.At + later }));
    }

    public static Deployment After(this Deployment run, DeploymentEvent happened) => happened.Apply(run, At);

    public static EndAttempt End(Attempt attempt, Outcome outcome) =>
        new(attempt.Action, attempt.Number, outcome, $"{outcome}", "", attempt.Action == "backup" && outcome == Outcome.Succeeded ? "restore-1" : "", "");

    public static ImmutableArray<DeploymentCommand> Commands(Deployment run) => DeploymentWalk.Next(run) switch
    {
        NextMove.Start start =>
            [.. start.Actions.Select(a => new StartAttempt(a.Key, (run.Latest(a.Key)?.Number ?? 0) + 1, "ticket"))],
        NextMove.Stop stop => [.. stop.Attempts.Select(a => End(a, Outcome.Cancelled))],
        NextMove.Exclude exclude => [exclude.Command],
        NextMove.Ask ask => [ask.Command],
        NextMove.End end => [end.Command],
        _ => [],
    };
}
