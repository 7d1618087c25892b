using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>What of a shipment's own checklist is in the way, with who clears it.</summary>
public static class StepBlockers
{
    /// <summary>The step that waits for a person now; empty where none does.</summary>
    public static IEnumerable<Blocker> Now(Shipment shipment, Readings readings, DateTimeOffset at) =>
        !shipment.IsOpen ? []
        : from step in shipment.Steps
          where !step.IsClosed && step.IsAwaited && shipment.Before(step.Id) is null
          where step.Status == StepStatus.Waiting && step.IsForPeople
          select Of(shipment, step, StepTimes.Of(shipment, readings), at);

    /// <summary>The lines before the one that deploys there which nobody has done.</summary>
    internal static IEnumerable<Blocker> Before(
        Queued order, string environment, Readings readings, DateTimeOffset at)
    {
        if (order.Shipment == "" || order.IsRollback) return [];
        var shipment = readings.Of<Shipment>(Shipment.StreamOf(order.Shipment));
        var before = shipment.Steps
            .TakeWhile(s => s.Does != StepWork.Deploy || !s.Environments.Contains(environment)).ToList();
        return !shipment.IsOpen || before.Count == shipment.Steps.Length ? []
            : from step in before
              where !step.IsClosed && step.IsAwaited && step.IsForPeople
              select Of(shipment, step, StepTimes.Of(shipment, readings), at);
    }

    /// <summary>Nothing starts in production under a playbook that was revoked.</summary>
    internal static IEnumerable<Blocker> Revoked(Queued order, string service, Readings readings)
    {
        var book = readings.Of<GuideBook>(GuideBook.Stream);
        var candidate = readings.Of<Release>(Release.StreamOf(service, order.Version)).Candidate?.Playbook ?? "";
        string[] pinned = [GuideOf.PlaybookOf(order, service, readings), candidate];
        foreach (var hash in pinned.Distinct())
            if (book.Revoked.TryGetValue(hash, out var reason))
            {
                yield return new Blocker("guide.revoked", $"the guide it goes by was revoked: {reason}",
                    "Release Manager", order.Shipment == ""
                        ? $"plimsoll release seal {service} {order.Version}"
                        : $"plimsoll guide repin shipment {order.Shipment} --reason \"…\"", 0);
                yield break;
            }
    }

    private static Blocker Of(Shipment shipment, Step step, StepTimes times, DateTimeOffset at) => new(
        $"step.{step.Id}",
        $"{step.Title}: {(step.Sentence == "" ? StepGates.Waits(step) : step.Sentence)}"
            + (times.Words(step, at) is { Length: > 0 } due ? $"; {due}" : ""),
        string.Join(step.TakesAny ? " or " : " and ", step.People), StepWords.Command(shipment, step),
        step.Line);
}
