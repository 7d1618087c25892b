using System.Globalization;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Calendar;

/// <summary>What stands in the weeks: windows, freezes, slots, and what was released.</summary>
internal static class CalendarEntries
{
    private const int MostOfARule = 60;
    private const int Most = 400;

    // What was asked for before that and ended now is not looked for.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(90);

    /// <summary>Everything of a stretch of days, in order.</summary>
    public static IReadOnlyList<Standing> Of(
        Sight sight, IReadOnlyList<ShippingCalendar> all, DateTimeOffset from, DateTimeOffset to) =>
    [
        .. all.SelectMany(c => c.Rules.SelectMany(r => r.Between(from, to).Take(MostOfARule).Select(o => Rule(r, o))))
            .Concat(all.SelectMany(c => c.Slots).Where(s => s.Status != SlotStatus.Cancelled && s.Start < to && s.End > from)
                .Select(s => Slot(sight, s)))
            .Concat(Released(sight, from, to)).OrderBy(e => e.From).Take(Most),
    ];

    public static CalendarWeek Week(IReadOnlyList<Standing> all, DateTimeOffset monday, DateTimeOffset now) => new(
        [.. Enumerable.Range(0, 7).Select(d => Day(monday.AddDays(d), now))],
        [
            .. from entry in all
               where entry.From < monday.AddDays(7) && !(entry.To <= monday)
               let first = Math.Max(0, (int)(entry.From.UtcDateTime.Date - monday.Date).TotalDays)
               // What ends at midnight does not stand on the next day.
               let last = entry.To is not { } end ? 6
                   : Math.Min(6, Math.Max(first, (int)(end.AddTicks(-1).UtcDateTime.Date - monday.Date).TotalDays))
               select entry.Shown(monday, monday.AddDays(7), $" c{first + 1}{(last > first ? $" w{last - first + 1}" : "")}"),
        ]);

    private static CalendarDay Day(DateTimeOffset day, DateTimeOffset now) => new(
        day.ToString(day.Day == 1 ? "d MMM" : "%d", CultureInfo.InvariantCulture), day.AddDays(1) <= now,
        day <= now && now < day.AddDays(1));

    private static Standing Rule(CalendarRule rule, Occurrence on) => rule.Kind == RuleKind.Window
        ? new(on.From, on.To, "ev is-run", "/calendar?view=rules#rules", rule.Title, Times(on.From, on.To),
            new Sign(Mark.Run, "window"))
        : new(on.From, on.To, "ev freeze is-idle", "/calendar?view=rules#rules", rule.Title,
            on.To is { } end ? $"ends {Words.Stamp(end)}" : "until it is removed", new Sign(Mark.Hold, "freeze", Tone.Idle));

    private static Standing Slot(Sight sight, BookedSlot slot)
    {
        var (look, sign) = slot.Status switch
        {
            SlotStatus.Used => ("ev is-ok", new Sign(Mark.Ok, "used")),
            SlotStatus.Missed => ("ev is-warn", new Sign(Mark.Warn, "missed")),
            _ => ("ev plan is-idle", new Sign(Mark.Wait, "booked")),
        };
        return new(slot.Start, slot.End, look, ReleaseSeen.HrefOf(slot.Service, slot.Version),
            $"{sight.TitleOf(slot.Service)} {slot.Version}", $"{sign.Word}, {Times(slot.Start, slot.End)}", sign);
    }

    private static IEnumerable<Standing> Released(Sight sight, DateTimeOffset first, DateTimeOffset end) =>
        from run in sight.Deployments().TakeWhile(d => d.Order.At >= first - LongestWait)
        where run.Status == DeploymentStatus.Succeeded && run.Order.Kind == DeploymentKind.Deploy
            && first <= run.EndedAt && run.EndedAt < end
            && sight.Service(run.Service)?.Environment(run.Environment)?.IsProduction == true
        select new Standing(run.EndedAt, run.EndedAt.AddTicks(1), "ev is-ok", DeploymentPageView.HrefOf(run.Id),
            $"{sight.TitleOf(run.Service)} {run.Order.Version}", $"released {run.EndedAt.UtcDateTime:HH:mm}",
            new Sign(Mark.Ok, "released"));

    private static string Times(DateTimeOffset from, DateTimeOffset? to) => to is not { } end
        ? $"from {from.UtcDateTime:HH:mm}" : $"{from.UtcDateTime:HH:mm} to {end.UtcDateTime:HH:mm}";

    /// <summary>One entry, before it is cut into weeks.</summary>
    internal sealed record Standing(
        DateTimeOffset From, DateTimeOffset? To, string Class, string Href, string Title, string Detail, Sign Sign)
    {
        public CalendarEntry Shown(DateTimeOffset from, DateTimeOffset to, string columns) => new(
            From, Class + columns, On(from, to), Href, Title, Detail, Sign);

        private string On(DateTimeOffset from, DateTimeOffset to)
        {
            var first = CalendarPageViews.Day(From < from ? from : From);
            var last = CalendarPageViews.Day((To ?? to) > to ? to.AddTicks(-1) : (To ?? to).AddTicks(-1));
            return first == last ? first : $"{first} to {last}";
        }
    }
}
