using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Calendar;

/// <summary>Whether one may ship at a moment, which rule says so, and when that changes.</summary>
/// <param name="Rule">The freeze that stops, or the window that is open; null where no rule says anything.</param>
/// <param name="Scope">Whose calendar the rule stands in.</param>
/// <param name="Changes">When the answer becomes the other one; null: not by time alone.</param>
public sealed record CalendarJudgement(
    CalendarAnswer Answer, CalendarRule? Rule, StoppedLine? Stop, string Scope, DateTimeOffset? Changes)
{
    public bool Allowed => Answer is CalendarAnswer.AnyTime or CalendarAnswer.InWindow;

    /// <summary>True where windows say when one may ship.</summary>
    public bool HasWindows { get; init; }
}

/// <summary>Any time: there are no windows. A stop and a freeze go before an open window.</summary>
public enum CalendarAnswer { AnyTime, InWindow, OutsideWindows, Frozen, Stopped }

/// <summary>The one pure function that reads calendars: deny wins, and without windows any time will do.</summary>
public static class CalendarRules
{
    private const int MostChanges = 1_000;

    /// <param name="calendars">Those that are about the same place, the widest first.</param>
    public static CalendarJudgement Judge(
        IReadOnlyCollection<ShippingCalendar> calendars, Shipper who, DateTimeOffset at)
    {
        var now = Answer(calendars, who, at);
        // What has no end ends by a person.
        var isEndless = now is { Answer: CalendarAnswer.Frozen, Rule: { } freeze } && freeze.Covering(at)?.To is null;
        return now.Stop is not null || isEndless
            ? now : now with { Changes = Change(calendars, who, at, now.Allowed) };
    }

    /// <summary>The freeze or stop that is on; null: none is, whatever windows say.</summary>
    public static CalendarJudgement? Frozen(
        IReadOnlyCollection<ShippingCalendar> calendars, Shipper who, DateTimeOffset at) =>
        Judge(Only(calendars, RuleKind.Freeze), who, at) is { Allowed: false } frozen ? frozen : null;

    /// <summary>The first freeze that is on at any time of a stretch; null: none is.</summary>
    public static CalendarJudgement? Frozen(
        IReadOnlyCollection<ShippingCalendar> calendars, Shipper who, DateTimeOffset from, DateTimeOffset to)
    {
        var freezes = Only(calendars, RuleKind.Freeze);
        var now = Judge(freezes, who, from);
        return !now.Allowed ? now : now.Changes < to ? Judge(freezes, who, now.Changes.Value) : null;
    }

    /// <summary>Whether windows say when one may ship; also one that has passed does.</summary>
    public static bool HaveWindows(IEnumerable<ShippingCalendar> calendars) =>
        calendars.Any(c => c.Rules.Any(r => r.Kind == RuleKind.Window));

    /// <summary>What windows alone say.</summary>
    public static CalendarJudgement Windows(IReadOnlyCollection<ShippingCalendar> calendars, DateTimeOffset at) =>
        Judge([.. Only(calendars, RuleKind.Window).Select(c => c with { Stopped = null })], Shipper.Nobody, at);

    private static List<ShippingCalendar> Only(IEnumerable<ShippingCalendar> calendars, RuleKind kind) =>
        [.. calendars.Select(c => c with { Rules = c.Rules.RemoveAll(r => r.Kind != kind) })];

    private static CalendarJudgement Answer(
        IReadOnlyCollection<ShippingCalendar> calendars, Shipper who, DateTimeOffset at)
    {
        var hasWindows = HaveWindows(calendars);
        if (calendars.FirstOrDefault(c => c.Stopped is not null) is { } stopped)
            return new(CalendarAnswer.Stopped, null, stopped.Stopped, stopped.Scope, null) { HasWindows = hasWindows };
        if (First(calendars, at, r => r.Kind == RuleKind.Freeze && !r.Frees(who)) is var (freeze, frozen))
            return new(CalendarAnswer.Frozen, freeze, null, frozen, null) { HasWindows = hasWindows };
        if (!hasWindows) return new(CalendarAnswer.AnyTime, null, null, "", null);
        return First(calendars, at, r => r.Kind == RuleKind.Window) is var (window, open)
            ? new(CalendarAnswer.InWindow, window, null, open, null) { HasWindows = true }
            : new(CalendarAnswer.OutsideWindows, null, null, "", null) { HasWindows = true };
    }

    private static (CalendarRule Rule, string Scope)? First(
        IEnumerable<ShippingCalendar> calendars, DateTimeOffset at, Func<CalendarRule, bool> fits)
    {
        foreach (var calendar in calendars)
            foreach (var rule in calendar.Rules)
                if (fits(rule) && rule.Covering(at) is not null) return (rule, calendar.Scope);
        return null;
    }

    /// <summary>Goes from one beginning or end to the next until the answer is the other one.</summary>
    private static DateTimeOffset? Change(
        IReadOnlyCollection<ShippingCalendar> calendars, Shipper who, DateTimeOffset at, bool allowed)
    {
        var series = calendars.SelectMany(c => c.Rules)
            .Where(r => r.Kind == RuleKind.Window || !r.Frees(who)).Select(r => r.Series).ToList();
        for (var look = 0; look < MostChanges; look++)
        {
            if (series.Select(s => s.Changes(at)).Min() is not { } next) return null;
            if (Answer(calendars, who, next).Allowed != allowed) return next;
            at = next;
        }
        return null;
    }
}
