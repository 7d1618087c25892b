using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Calendar;

/// <summary>Tells calendars as the API answers them and the page shows them.</summary>
internal static class CalendarViews
{
    /// <summary>Those about a service or an environment; without one, every calendar there is.</summary>
    public static (CalendarView? View, Refusal? Refusal) Of(Sight sight, string service, string environment)
    {
        var definition = service == "" ? null : sight.Service(service);
        if (service != "" && definition is null)
            return (null, Refusal.NotFound($"There is no service {service}; `plimsoll service list` shows them."));
        if (environment != "" && definition?.Environment(environment) is null)
            return (null, Refusal.NotFound(definition is null ? "Name the service of the environment too."
                : $"{service} has no environment {environment}; it has "
                    + $"{string.Join(", ", definition.Environments.Select(e => e.Name))}."));
        var about = About(sight, definition, environment);
        return (Of(sight, about, service == "" ? [.. about.Where(c => c.Scope == Scope.Organisation.Value)] : about), null);
    }

    /// <summary>Every calendar something stands in, the widest first.</summary>
    public static IReadOnlyList<ShippingCalendar> All(Sight sight) =>
        [.. sight.World.All<ShippingCalendar>().Select(c => c.Value)
            .OrderBy(c => c.Scope.Count(l => l == '/')).ThenBy(c => c.Scope, StringComparer.Ordinal)];

    /// <summary>Whether one may ship now, and when that changes.</summary>
    public static string Sentence(CalendarJudgement judged, string what) => judged switch
    {
        { Stop: { } stop } => $"The line of {judged.Scope} is stopped: {stop.Reason}",
        { Answer: CalendarAnswer.Frozen } => $"{what} is frozen: {judged.Rule?.Title}"
            + (judged.Changes is { } at ? $". One may ship again at {Words.Stamp(at)}" : ", until it is removed"),
        { Answer: CalendarAnswer.OutsideWindows } => $"No window is open; {Calendars.Next(judged)}",
        { Answer: CalendarAnswer.InWindow } => $"A window is open: {judged.Rule?.Title}"
            + (judged.Changes is { } at ? $", until {Words.Stamp(at)}" : ""),
        { Changes: { } at } => $"Any time will do until {Words.Stamp(at)}, when a freeze begins",
        _ => "Any time will do: there are no windows and no freeze is on",
    };

    private static CalendarView Of(
        Sight sight, IReadOnlyList<ShippingCalendar> shown, IReadOnlyList<ShippingCalendar> judged)
    {
        var now = CalendarRules.Judge(judged, Shipper.Nobody, sight.Now);
        return new CalendarView(
            Sentence(now, "Production"), now.Allowed, now.Changes,
            [.. from calendar in shown from rule in calendar.Rules select RuleText.View(calendar.Scope, rule, sight.Now)],
            [.. from calendar in shown from slot in calendar.Slots orderby slot.Start select RuleText.View(slot)],
            [.. from calendar in shown
                let stop = calendar.Stopped
                where stop is not null
                select new StopView(calendar.Scope, stop.Reason, stop.By, stop.At)]);
    }

    /// <summary>Those about a service's production, or one environment of it; without a service, all.</summary>
    public static ImmutableArray<ShippingCalendar> About(Sight sight, ServiceDefinition? service, string environment)
    {
        if (service is null) return [.. All(sight)];
        var places = service.Environments.Where(e => environment == "" ? e.IsProduction : e.Name == environment);
        var readings = sight.World.Reader();
        return
        [
            .. places.SelectMany(e => readings.CalendarsOf(service.Name, e.Name, e.IsProduction)).DistinctBy(c => c.Scope),
        ];
    }
}
