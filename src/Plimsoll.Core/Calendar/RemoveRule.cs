using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Calendar;

/// <summary>A window or a freeze ends for good; that it was there stays on record.</summary>
public sealed record RemoveRule(string Id) : CalendarCommand
{
    public override Ruling<CalendarEvent> Decide(ShippingCalendar calendar, Moment now) =>
        calendar.Find(Id) is null ? Missing(calendar, Id) : new RuleRemoved(Id);

    internal static Refusal Missing(ShippingCalendar calendar, string id) => Refusal.NotFound(calendar.Rules.IsEmpty
        ? $"There is no rule {id} there; `plimsoll calendar show` lists every calendar's."
        : $"There is no rule {id} there; it has {string.Join(", ", calendar.Rules.Select(r => r.Id))}.");
}

public sealed record RuleRemoved(string Id) : CalendarEvent
{
    public override ShippingCalendar Apply(ShippingCalendar calendar, Moment moment) =>
        calendar with { Rules = calendar.Rules.RemoveAll(r => r.Id == Id) };
}
