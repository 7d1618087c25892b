using Plimsoll.Core.Calendar;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>Another time for a booked slot; the new one has to be as good as a new booking.</summary>
public sealed record MoveSlot(string Slot, DateTimeOffset Start, DateTimeOffset End) : CalendarReadingCommand
{
    public override Ruling<CalendarEvent> Decide(ShippingCalendar calendar, Readings readings, Moment now)
    {
        if (calendar.Slot(Slot) is not { } slot) return SlotChecks.Missing(calendar, Slot);
        if (Ended(slot, now) is { } ended) return ended;
        var moved = slot with { Start = Start.ToUniversalTime(), End = End.ToUniversalTime() };
        if ((moved.Start, moved.End) == (slot.Start, slot.End)) return Ruling.Of<CalendarEvent>();
        return SlotChecks.Refused(calendar, moved, Slot, readings, now) is { } refusal
            ? refusal : new SlotMoved(Slot, moved.Start, moved.End);
    }

    internal static Refusal? Ended(BookedSlot slot, Moment now) => slot switch
    {
        { Status: SlotStatus.Used } => Refusal.TooLate($"{slot.Deployment} began in {slot.Id} already."),
        { Status: SlotStatus.Cancelled } => Refusal.TooLate($"{slot.Id} was cancelled; book another one."),
        _ when !slot.IsOpen || slot.End <= now.At => Refusal.TooLate($"{slot.Id} has passed; book another one."),
        _ => null,
    };
}

public sealed record SlotMoved(string Slot, DateTimeOffset Start, DateTimeOffset End) : CalendarEvent
{
    public override ShippingCalendar Apply(ShippingCalendar calendar, Moment moment) =>
        calendar.Slot(Slot) is { } slot ? calendar.With(slot with { Start = Start, End = End }) : calendar;
}
