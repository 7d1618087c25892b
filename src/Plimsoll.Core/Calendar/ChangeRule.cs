using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Calendar;

/// <summary>Changes a window or a freeze; slots booked in it stay and are judged by what it says now.</summary>
public sealed record ChangeRule(string Id, string Title, Schedule Schedule, ImmutableArray<string> Exempt)
    : CalendarCommand
{
    public override Ruling<CalendarEvent> Decide(ShippingCalendar calendar, Moment now)
    {
        if (calendar.Find(Id) is not { } rule) return RemoveRule.Missing(calendar, Id);
        if (RuleChecks.Wrong(Id, rule.Kind, Title, Schedule, Exempt) is { } wrong) return wrong;
        return new RuleChanged(Id, Title.Trim(), Schedule, Exempt);
    }
}

public sealed record RuleChanged(string Id, string Title, Schedule Schedule, ImmutableArray<string> Exempt)
    : CalendarEvent
{
    public override ShippingCalendar Apply(ShippingCalendar calendar, Moment moment) =>
        calendar.Find(Id) is not { } rule ? calendar : calendar with
        {
            Rules = calendar.Rules.Replace(rule, rule with
            {
                Title = Title, Schedule = Schedule, Exempt = Exempt, By = moment.Actor, At = moment.At,
                Changes = rule.Changes + 1,
            }),
        };
}
