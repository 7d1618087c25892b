using Plimsoll.Core.Calendar;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Deployments;

/// <summary>Production began in a booked slot.</summary>
public sealed record UseSlot(string Slot, string Deployment) : CalendarCommand
{
    public override Ruling<CalendarEvent> Decide(ShippingCalendar calendar, Moment now) =>
        calendar.Slot(Slot) is { IsOpen: true } ? new SlotUsed(Slot, Deployment) : Ruling.Of<CalendarEvent>();

    /// <summary>The slot a start falls into, if one was booked for it.</summary>
    internal static IEnumerable<Send> For(Lane lane, World world) =>
        lane.Active is not { AsProduction: true, Deployment: { IsRollback: false } started } active ? []
        : from slot in world.Get<ShippingCalendar>(ShippingCalendar.StreamOf(lane.Service)).Slots
          where slot.IsOpen && slot.IsAbout(started.Version, lane.Environment) && slot.Holds(active.TakenAt)
          select new Send("use-slot", slot.Id, ShippingCalendar.StreamOf(lane.Service),
              new UseSlot(slot.Id, started.Deployment));
}

public sealed record SlotUsed(string Slot, string Deployment) : CalendarEvent
{
    public override ShippingCalendar Apply(ShippingCalendar calendar, Moment moment) =>
        calendar.Slot(Slot) is not { } slot ? calendar
            : calendar.With(slot with { Status = SlotStatus.Used, Deployment = Deployment });
}
