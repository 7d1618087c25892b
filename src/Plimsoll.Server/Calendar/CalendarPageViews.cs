using System.Globalization;
using Plimsoll.Core.Access;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Calendar;

/// <summary>What the page of the calendar says.</summary>
internal static class CalendarPageViews
{
    private const int Weeks = 4;
    private const int MostPlaces = 25;
    private static readonly TimeSpan Looked = TimeSpan.FromDays(90);

    public static CalendarPageView Of(Sight sight, string view)
    {
        var all = CalendarViews.All(sight);
        var monday = sight.Now.UtcDateTime.Date.AddDays(-(((int)sight.Now.UtcDateTime.DayOfWeek + 6) % 7));
        var (from, to) = (new DateTimeOffset(monday, TimeSpan.Zero), new DateTimeOffset(monday.AddDays(7 * Weeks), TimeSpan.Zero));
        var entries = CalendarEntries.Of(sight, all, from, to);
        var rules = all.SelectMany(c => c.Rules.Select(r => Rule(c, r, sight.Now))).ToList();
        var shown = view is "agenda" or "rules" ? view : "weeks";
        var about = CalendarViews.Of(sight, "", "").View;
        return new CalendarPageView(
            about?.Sentence.Sentence ?? "", $"{Day(from)} to {Day(to.AddDays(-1))} {to.AddDays(-1):yyyy}",
            [
                new("4 weeks", "/calendar", shown == "weeks"), new("Agenda", "/calendar?view=agenda", shown == "agenda"),
                new($"Rules {rules.Count}", "/calendar?view=rules", shown == "rules"),
            ],
            [.. Enumerable.Range(0, Weeks).Select(w => CalendarEntries.Week(entries, from.AddDays(7 * w), sight.Now))],
            [.. entries.Select(e => e.Shown(from, to, ""))], rules, [.. Places(sight, all)], [.. Slots(all, sight.Now)])
        {
            Shown = shown, Services = sight.Known.Offered,
        };
    }

    public static IReadOnlyList<CalendarStop> Stops(Sight sight, Func<Scope, bool> mayResume) =>
    [
        .. from calendar in CalendarViews.All(sight)
           let stop = calendar.Stopped
           where stop is not null
           let scope = new Scope(calendar.Scope)
           select new CalendarStop(
               $"The line of {calendar.Scope} is stopped since {Words.Stamp(stop.At)}", stop.Reason.Sentence,
               scope.ServiceName, EnvironmentOf(scope), mayResume(scope) && IsOfForm(scope)),
    ];

    /// <summary>Days as columns have them.</summary>
    public static string Day(DateTimeOffset at) => at.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    private static CalendarLine Rule(ShippingCalendar calendar, CalendarRule rule, DateTimeOffset now)
    {
        var (scope, window) = (new Scope(calendar.Scope), rule.Kind == RuleKind.Window);
        var next = rule.Covering(now) ?? rule.After(now);
        var when = next switch
        {
            null => "over",
            { To: null } open => $"from {Words.Stamp(open.From)} until it is removed",
            { To: { } end } known => $"{(known.From <= now ? "on" : "next")} {Words.Stamp(known.From)} to {Words.Stamp(end)}",
        };
        return new CalendarLine(
            new Sign(window ? Mark.Run : Mark.Hold, window ? "window" : "freeze", window ? Tone.Run : Tone.Idle),
            window ? "cal" : "hold", rule.Title,
            $"{calendar.Scope}: {when}{(rule.Schedule.Repeats == "" ? "" : $"; `{rule.Schedule.Repeats}`, {rule.Schedule.Zone}")}"
                + (rule.Exempt.IsEmpty ? "" : $"; passes: {string.Join(", ", rule.Exempt)}") + $". By {Words.Person(rule.By)}")
        {
            Rule = IsOfForm(scope) ? rule.Id : "", Service = scope.ServiceName, Environment = EnvironmentOf(scope),
        };
    }

    private static IEnumerable<CalendarLine> Places(Sight sight, IReadOnlyList<ShippingCalendar> all) =>
        from service in sight.Known.AreMany ? WithRules(sight, all).Take(MostPlaces) : sight.Services
        from place in service.Environments
        where place.IsProduction
        let judged = CalendarRules.Judge(
            sight.World.Reader().CalendarsOf(service.Name, place.Name, production: true), Shipper.Nobody, sight.Now)
        select new CalendarLine(
            judged.Allowed ? new Sign(Mark.Ok, "may ship") : new Sign(Mark.Hold, "may not ship", Tone.Idle),
            judged.Allowed ? "ok" : "hold", $"{service.Title} {place.Name}", CalendarViews.Sentence(judged, place.Name).Sentence);

    /// <summary>Of the others the rules of the organisation say all.</summary>
    private static IEnumerable<ServiceDefinition> WithRules(Sight sight, IReadOnlyList<ShippingCalendar> all) =>
        all.Where(c => !c.Rules.IsEmpty || c.Stopped is not null).Select(c => new Scope(c.Scope).ServiceName).Distinct()
            .Select(sight.Service).OfType<ServiceDefinition>().OrderBy(s => s.Title);

    private static IEnumerable<CalendarLine> Slots(IEnumerable<ShippingCalendar> all, DateTimeOffset now)
    {
        var past = all.SelectMany(c => c.Slots).Where(s => s.End > now - Looked).ToList();
        var (used, missed) = (past.Count(s => s.Status == SlotStatus.Used), past.Where(s => s.Status == SlotStatus.Missed).ToList());
        if (used + missed.Count == 0) yield break;
        yield return new CalendarLine(new Sign(Mark.Ok, "kept"), "ok",
            $"{used} of {Words.Count(used + missed.Count, "slot", "slots")} used", "In the last 90 days.");
        foreach (var slot in missed.OrderByDescending(s => s.End).Take(10))
            yield return new CalendarLine(new Sign(Mark.Warn, "missed"), "clock",
                $"{slot.Service} {slot.Version} missed its slot", $"{Words.Stamp(slot.Start)}: {slot.Note}".Sentence);
    }

    private static bool IsOfForm(Scope scope) => scope == Scope.Organisation || scope.ServiceName != "";

    private static string EnvironmentOf(Scope scope) =>
        scope.Value.Split('/') is ["environment", _, var name] ? name : "";
}
