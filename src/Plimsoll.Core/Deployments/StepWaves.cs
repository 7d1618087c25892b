using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>The environments of a deploying step: wave after wave, those of one wave at the same time.</summary>
internal static class StepWaves
{
    /// <summary>Each with its run, which does not exist before it is asked for; without waves one by one.</summary>
    public static ImmutableArray<ImmutableArray<Deployment>> Of(Shipment shipment, Step step, Readings readings)
    {
        var service = readings.ServiceOf(shipment.Service);
        return
        [
            .. from place in step.Environments.Index()
               group Run(place.Item) by service?.Environment(place.Item)?.Wave ?? place.Index into wave
               orderby wave.Key
               select wave.ToImmutableArray(),
        ];

        Deployment Run(string environment)
        {
            var id = shipment.DeploymentOn(environment);
            var run = readings.Of<Deployment>(Deployment.StreamOf(id));
            return run.Exists ? run : run with { Id = id, Environment = environment };
        }
    }

    /// <summary>What a wave asks for whose runs have not all succeeded.</summary>
    public static IEnumerable<Send> Next(
        Shipment shipment, Step step, List<Deployment> wave, Readings readings, DateTimeOffset at)
    {
        if (wave.Find(r => r.Status == DeploymentStatus.Superseded) is { } gone)
            return
            [
                new Send("end-walk", shipment.Id, Shipment.StreamOf(shipment.Id), new CancelShipment(gone.Sentence)),
            ];
        var active = wave.FindAll(r => r.IsActive);
        var failed = wave.Find(r => r.HasEnded)?.Sentence;
        // What runs beside it goes on to its end first; nothing new begins.
        if (failed is not null)
            return active.Count > 0 ? Running() : StepMoves.To(shipment, step, StepStatus.Failed, failed);
        var pending = wave.Except(active).Select(r => Turn(shipment, r, readings, at)).ToList();
        if (pending.Find(p => p.Over != "") is { Over: { } over } && over != "")
            return active.Count > 0 ? Running() : StepMoves.To(shipment, step, StepStatus.Failed, over);
        var waits = string.Join("; ", pending.Select(p => p.Waits).Where(w => w != "").Distinct());
        return pending.Select(p => p.Send).OfType<Send>().Concat(
            active.Count > 0 ? Running() : waits == "" ? [] : StepMoves.To(shipment, step, StepStatus.Waiting, waits));

        IEnumerable<Send> Running() => StepMoves.To(shipment, step, StepStatus.Running,
            string.Join("; ", active.Select(r => $"{r.Id} runs on {r.Environment}")));
    }

    /// <summary>What one that has not begun asks for, waits for, or why it never will begin.</summary>
    private static (Send? Send, string Waits, string Over) Turn(
        Shipment shipment, Deployment run, Readings readings, DateTimeOffset at)
    {
        var stream = Lane.StreamOf(shipment.Service, run.Environment);
        var lane = readings.Of<Lane>(stream);
        if (lane.Queue.FirstOrDefault(q => q.Deployment == run.Id) is { } queued)
        {
            var blockers = LaneRules.Blockers(lane, queued, readings, at);
            return (null, string.Join("; ", blockers.Select(b => b.Sentence)), "");
        }
        if (lane.Active?.Deployment.Deployment == run.Id) return (null, "", "");
        if (Over(shipment, readings) is { } over) return (null, "", over);
        // Taken out of the queue: its own record says so in a moment.
        return lane.TakenOut.Contains(run.Id) ? (null, "", "")
            : (new Send("queue-deployment", run.Id, stream, new QueueDeployment(
                run.Id, shipment.Service, run.Environment, shipment.Version, shipment.Id, "shipment")), "", "");
    }

    /// <summary>Why there is nothing left to ship; null while there is.</summary>
    private static string? Over(Shipment shipment, Readings readings) =>
        readings.Of<Release>(Release.StreamOf(shipment.Service, shipment.Version)) switch
        {
            { IsWithdrawn: true } release => $"{release.Title} was withdrawn: {release.Withdrawal?.Reason}",
            { Candidate: { } now } when now.Number != shipment.Candidate =>
                $"candidate {now.Number} was sealed; this walk was about candidate {shipment.Candidate}",
            _ => null,
        };
}
