using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>The time the guide gives a step is over and it is not done: that is on record, and told.</summary>
public sealed record LetFallDue(string Step) : ShipmentReadingCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Readings readings, Moment now) =>
        shipment.IsOpen && shipment.Find(Step) is { } step
            && DuePursuit.Missed(StepTimes.Of(shipment, readings), step, now.At) is { } due
            ? new StepFellDue(Step, due)
            : Ruling.Of<ShipmentEvent>();
}

/// <param name="Due">When it should have been done.</param>
public sealed record StepFellDue(string Step, DateTimeOffset Due) : ShipmentEvent
{
    public override Shipment Apply(Shipment shipment, Moment moment) =>
        shipment.With(Step, step => step with { FellDue = Due });
}

/// <summary>What time asks for of shipments: to say that a step is late.</summary>
internal static class DuePursuit
{
    public static IEnumerable<Send> Of(Shipment shipment, Readings readings, DateTimeOffset at)
    {
        var times = StepTimes.Of(shipment, readings);
        return from step in shipment.Steps
               let due = Missed(times, step, at)
               where due is not null
               select new Send("let-fall-due", $"{step.Id}/{due:O}", Shipment.StreamOf(shipment.Id),
                   new LetFallDue(step.Id));
    }

    /// <summary>The time that an open step has missed and nobody was told of; a start planned anew gives it another.
    /// </summary>
    public static DateTimeOffset? Missed(StepTimes times, Step step, DateTimeOffset at) =>
        !step.IsClosed && times.IsLate(step, at) && times.DueOf(step) is { } due && !(step.FellDue >= due) ? due : null;
}
