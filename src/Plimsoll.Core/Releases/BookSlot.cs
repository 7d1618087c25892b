using Plimsoll.Core.Calendar;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Books a time in the service's calendar; a shipment that waits starts by itself then.</summary>
/// <param name="Environment">Empty: every production environment.</param>
public sealed record BookSlot(
    string Service, string Version, string Environment, DateTimeOffset Start, DateTimeOffset End)
        : CalendarReadingCommand
{
    public override Ruling<CalendarEvent> Decide(ShippingCalendar calendar, Readings readings, Moment now)
    {
        var booked = new SlotBooked($"slot-{calendar.Booked + 1}", Service, Version, Environment,
            Start.ToUniversalTime(), End.ToUniversalTime());
        return SlotChecks.Refused(calendar, booked.AsSlot(now), "", readings, now) is { } refusal ? refusal : booked;
    }
}

public sealed record SlotBooked(
    string Slot, string Service, string Version, string Environment, DateTimeOffset Start, DateTimeOffset End)
        : CalendarEvent
{
    public override ShippingCalendar Apply(ShippingCalendar calendar, Moment moment) =>
        (calendar with { Scope = Access.Scope.Service(Service).Value, Booked = calendar.Booked + 1 })
            .With(AsSlot(moment));

    internal BookedSlot AsSlot(Moment moment) => new(
        Slot, Service, Version, Environment, Start, End, moment.Actor, moment.At, SlotStatus.Booked, "", "");
}
