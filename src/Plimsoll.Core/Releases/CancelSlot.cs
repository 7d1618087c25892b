using Plimsoll.Core.Calendar;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Gives a booked time back, with a reason for those who were told of it.</summary>
public sealed record CancelSlot(string Slot, string Reason) : CalendarCommand
{
    public override Ruling<CalendarEvent> Decide(ShippingCalendar calendar, Moment now)
    {
        if (calendar.Slot(Slot) is not { } slot) return SlotChecks.Missing(calendar, Slot);
        if (MoveSlot.Ended(slot, now) is { } ended) return ended;
        return string.IsNullOrWhiteSpace(Reason)
            ? Refusal.Invalid("Say why; whoever was told of the slot is told that too.")
            : new SlotCancelled(Slot, Reason.Trim());
    }
}

public sealed record SlotCancelled(string Slot, string Reason) : CalendarEvent
{
    public override ShippingCalendar Apply(ShippingCalendar calendar, Moment moment) =>
        calendar.Slot(Slot) is not { } slot ? calendar
            : calendar.With(slot with { Status = SlotStatus.Cancelled, Note = Reason });
}
