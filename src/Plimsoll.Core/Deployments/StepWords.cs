using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>What every word about a step asks for: an open shipment, its turn, a role of the line.</summary>
internal static class StepWords
{
    public static Refusal? Refused(Shipment shipment, string id, Readings readings, Moment now, bool anyTime = false)
    {
        if (!shipment.IsOpen) return Refusal.TooLate($"{shipment.Id} is not open any more.");
        if (shipment.Find(id) is not { } step) return Refusal.NotFound($"{shipment.Id} has no step {id}.");
        if (step.IsClosed) return null;
        if (!anyTime && shipment.Before(id) is { } before)
            return Refusal.Blocked($"{before.Title} comes before it and is not done.");
        var who = step.Signers.IsEmpty ? step.Owners : step.Signers;
        return RolesOf(shipment, step, readings, now).IsEmpty ? Refusal.Forbidden(
            $"{step.Title} is done by {string.Join(" or ", who)}; {now.Actor} is neither.") : null;
    }

    /// <summary>The roles of the line that a person holds.</summary>
    public static ImmutableArray<string> RolesOf(Shipment shipment, Step step, Readings readings, Moment now)
    {
        var service = readings.ServiceOf(shipment.Service);
        var roles = step.Signers.IsEmpty ? step.Owners : step.Signers;
        return service is null ? [] : [.. roles.Where(role => service.Holds(now.Actor, role))];
    }

    /// <summary>The command to type for a step that waits for a person.</summary>
    public static string Command(Shipment shipment, Step step)
    {
        var which = $"plimsoll release complete-step {shipment.Service} {shipment.Version} {step.Id}";
        return step.IsAsked && step.AsksFirst
                ? $"plimsoll release applies {shipment.Service} {shipment.Version} {step.Id} yes --reason \"…\""
            : step.Does == StepWork.Gate && !step.NeedsPerson
                ? $"plimsoll evidence add {shipment.Service} {shipment.Version} --check {step.Id}=passed"
            : $"{which} --note \"…\"";
    }
}
