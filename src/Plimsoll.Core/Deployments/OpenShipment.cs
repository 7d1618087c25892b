using System.Collections.Immutable;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>Starts to walk a sealed release through the checklist; at most one walk per release is open.</summary>
public sealed record OpenShipment(string Service, string Version, int Number) : ShipmentReadingCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Readings readings, Moment now)
    {
        if (shipment.Exists) return Refusal.Conflict($"{shipment.Id} exists already.");
        var view = ReleaseView.Of(Service, Version, readings);
        if (view.Release.Closed() is { } closed) return closed;
        if (view.Release.Candidate is not { } candidate)
            return Refusal.Invalid(
                $"{view.Release.Title} is a draft; seal it with `plimsoll release seal {Service} {Version}`.");
        if (Number < 1) return Refusal.Invalid("Shipments of a release are numbered from 1.");
        var before = Before(readings);
        if (Standing(before) is { } standing) return standing;
        if (view.Service is null || view.Playbook is null)
            return Refusal.Blocked("Its service or its guide is not known here.", view.Blockers(now.At));
        if (before.Status == ShipmentStatus.Done && Runs(view, candidate, readings))
            return Refusal.TooLate($"{view.Release.Title} is released: production runs this very candidate. "
                + "Create the next version, or seal another candidate.");
        var steps = TakenOverSteps.From(
            before, candidate, ShipmentSteps.For(view, readings), view.Playbook, now.At);
        if (!steps.Any(s => s.DeploysToProduction(view.Service)))
            return Refusal.Invalid(
                "The guide has no line that deploys to production, so nothing can ship by it; add one.");
        return new ShipmentOpened(Shipment.IdOf(Service, Version, Number), Service, Version, candidate.Number,
            candidate.Digest, candidate.Playbook, steps);
    }

    // What was shipped and still runs is not shipped and announced once more by a slip.
    private bool Runs(ReleaseView view, Candidate candidate, Readings readings) =>
        view.Service?.Environments.Where(e => e.IsProduction).ToList() is { Count: > 0 } production
        && production.All(e => readings.Of<Lane>(Lane.StreamOf(Service, e.Name)) is { Targets.IsEmpty: false } lane
            && lane.Targets.Values.All(t => t.Version == Version && t.Digest == candidate.Digest));

    private Shipment Before(Readings readings) => Number == 1 ? Shipment.Empty
        : readings.Of<Shipment>(Shipment.StreamOf(Shipment.IdOf(Service, Version, Number - 1)));

    /// <summary>
    /// Walks are numbered without gaps, so that the one before is the only one that can still be open.
    /// </summary>
    private Refusal? Standing(Shipment before) => before switch
    {
        { Exists: false } => Number == 1 ? null
            : Refusal.Conflict($"There is no shipment {Number - 1} of {Service} {Version}; look again."),
        { IsOpen: true } => Refusal.Conflict($"{before.Id} is still walking; watch it, or cancel it with " +
            $"`plimsoll release cancel-shipment {Service} {Version}`."),
        _ => null,
    };
}

public sealed record ShipmentOpened(
    string Id,
    string Service,
    string Version,
    int Candidate,
    string Digest,
    string Playbook,
    ImmutableArray<Step> Steps)
    : ShipmentEvent
{
    public override Shipment Apply(Shipment shipment, Moment moment) => new(
        Id, Service, Version, Candidate, Digest, Playbook, moment.Actor, ShipmentStatus.Running, Steps, "",
        moment.At, default);
}
