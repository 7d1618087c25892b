using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Calendar;

/// <summary>Says when one may ship, or when one may not; the next deployment is judged by it.</summary>
public sealed record AddRule(
    string Scope, string Id, RuleKind Kind, string Title, Schedule Schedule, ImmutableArray<string> Exempt)
        : CalendarReadingCommand
{
    private const int MostRules = 100;

    public override Ruling<CalendarEvent> Decide(ShippingCalendar calendar, Readings readings, Moment now)
    {
        if (RuleChecks.Place(Scope, readings) is { } nowhere) return nowhere;
        if (RuleChecks.Wrong(Id, Kind, Title, Schedule, Exempt) is { } wrong) return wrong;
        if (calendar.Find(Id) is not null)
            return Refusal.Conflict($"The calendar of {Scope} has a rule {Id} already; `plimsoll calendar change` "
                + "changes it, another name adds one.");
        if (calendar.Rules.Length >= MostRules)
            return Refusal.Conflict($"The calendar of {Scope} has {MostRules} rules already; remove one first.");
        return new RuleAdded(Scope, Id, Kind, Title.Trim(), Schedule, Exempt);
    }
}

public sealed record RuleAdded(
    string Scope, string Id, RuleKind Kind, string Title, Schedule Schedule, ImmutableArray<string> Exempt)
        : CalendarEvent
{
    public override ShippingCalendar Apply(ShippingCalendar calendar, Moment moment) => calendar with
    {
        Scope = Scope,
        Rules = calendar.Rules.Add(new CalendarRule(Id, Kind, Title, Schedule, Exempt, moment.Actor, moment.At)),
    };
}
