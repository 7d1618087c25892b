using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Begins a restore drill: on record before anything happens on the host.</summary>
/// <param name="RestorePoint">The newest of the environment; empty where none is on record.</param>
public sealed record StartDrill(string Service, string Environment, string Drill, string RestorePoint)
    : LaneReadingCommand
{
    public override Ruling<LaneEvent> Decide(Lane lane, Readings readings, Moment now)
    {
        if (readings.Of<Service>(Catalog.Service.StreamOf(Service)).Definition is not { } service)
            return Refusal.NotFound(
                $"Nothing is restored: there is no service {Service}; `plimsoll service list` shows them.");
        if (service.Environment(Environment) is not { } environment)
            return Refusal.NotFound($"Nothing is restored: {Service} has no environment {Environment}; it has " +
                $"{string.Join(", ", service.Environments.Select(e => e.Name))}.");
        if (environment.Backup?.Drill is null)
            return Refusal.Invalid($"Nothing is restored: the service file says no drill for {Environment}. " +
                "Add `drill` with `restore` and `check` to its `backup`.");
        if (RestorePoint == "")
            return Refusal.Invalid($"Nothing is restored: no restore point of {Environment} is on record. " +
                "The next deployment there takes one; drill then.");
        return lane.Drill is { IsOpen: true } open
            ? Refusal.Conflict($"Nothing is restored: {open.Id} of {Environment} still runs; drill when it has ended.")
            : new DrillStarted(Service, Environment, Drill, environment.Targets[0].Name, RestorePoint);
    }
}

public sealed record DrillStarted(string Service, string Environment, string Drill, string Target, string RestorePoint)
    : LaneEvent
{
    public override Lane Apply(Lane lane, Moment moment) => lane with
    {
        Service = Service,
        Environment = Environment,
        Drill = new Drill(Drill, Target, RestorePoint, moment.Actor, moment.At),
    };
}
