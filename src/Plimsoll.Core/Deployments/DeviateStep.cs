using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Goes against what the guide prefers, with a reason: a person does it by hand. In production a second person
/// says so too.</summary>
public sealed record DeviateStep(string Step, string Reason) : ShipmentReadingCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Readings readings, Moment now)
    {
        if (StepWords.Refused(shipment, Step, readings, now, anyTime: true) is { } refusal) return refusal;
        if (shipment.Find(Step) is not { IsClosed: false } step) return Ruling.Of<ShipmentEvent>();
        if (step.Condition is not { Class: "prefer" })
            return Refusal.Invalid($"The guide leaves no choice about {step.Title}; there is nothing to go against.");
        if (string.IsNullOrWhiteSpace(Reason))
            return Refusal.Invalid("Say why the guide's preference is not followed; it is shown with the release.");
        if (step.Status == StepStatus.Running || StepRuns.HasBegun(shipment, step, readings))
            return Refusal.TooLate($"{step.Title} has begun as the guide prefers.");
        if (step.Deviations.Any(d => d.By == now.Actor)) return Ruling.Of<ShipmentEvent>();
        var service = readings.ServiceOf(shipment.Service);
        var production = step.Environments.Any(e => service?.Environment(e)?.IsProduction != false);
        return new StepDeviated(Step, Reason.Trim(), Granted: !production || !step.Deviations.IsEmpty);
    }
}

/// <param name="Granted">Enough people have said so; a person does it now.</param>
public sealed record StepDeviated(string Step, string Reason, bool Granted) : ShipmentEvent
{
    public override Shipment Apply(Shipment shipment, Moment moment) => shipment.With(Step, step =>
    {
        ImmutableArray<Approval> people = step.Deviations.Add(new Approval(moment.Actor, [], Reason, moment.At));
        var why = $"deviation by {string.Join(" and ", people.Select(p => p.By))}: {people[0].Note}";
        return Granted
            ? step with
            {
                Deviations = people, Why = why, Work = StepWork.Person, NeedsPerson = true, Mode = CheckMode.Manual,
            }
            : step with { Deviations = people, Sentence = $"{why}; a second person has to say so too" };
    });
}
