using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>What a person deploys instead of Plimsoll is done when the targets are known to run it.</summary>
internal static class ByHand
{
    public static Refusal? Refused(Shipment shipment, Step step, Readings readings)
    {
        if (step.Deviations.IsEmpty || step.Environments.IsEmpty) return null;
        return step.Environments.FirstOrDefault(environment => !Runs(shipment, environment, readings)) is { } missing
            ? Refusal.Blocked($"{missing} is not known to run {shipment.Version} yet; record what was deployed by hand "
                + $"with `plimsoll service adopt {shipment.Service} {shipment.Version} --environment {missing}`.")
            : null;
    }

    private static bool Runs(Shipment shipment, string environment, Readings readings) =>
        readings.Of<Lane>(Lane.StreamOf(shipment.Service, environment)) is { Targets.IsEmpty: false } lane
        && lane.Targets.Values.All(t => t.Version == shipment.Version);
}
