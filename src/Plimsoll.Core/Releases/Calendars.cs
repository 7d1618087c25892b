using Plimsoll.Core.Calendar;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>What calendars say of a release, in words.</summary>
public static class Calendars
{
    /// <summary>What of windows, slots and freezes is in its way on an environment at a moment.</summary>
    /// <param name="who">Who ships it; empty where nobody does yet.</param>
    /// <param name="ofIncident">It is the patch of the incident that holds the lane.</param>
    public static IEnumerable<Blocker> Blockers(ReleaseView view, string environment, string who, bool ofIncident,
        Readings readings, DateTimeOffset at)
    {
        if (view.Service?.Environment(environment) is not { } place) yield break;
        var calendars = readings.CalendarsOf(view.Service.Name, environment, place.IsProduction);
        if (CalendarRules.Frozen(calendars, Shipper(view, who, ofIncident), at) is { } frozen
            && !Passes(view, frozen.Stop, at))
            yield return Freeze(view, environment, frozen);
        if (!place.IsProduction || NeedsNoWindow(view, at)) yield break;
        var windows = CalendarRules.Windows(calendars, at);
        if (!windows.HasWindows) yield break;
        var slots = readings.Of<ShippingCalendar>(ShippingCalendar.StreamOf(view.Service.Name)).Slots
            .Where(s => s.IsAbout(view.Release.Version, environment)).ToList();
        if (!slots.Exists(s => s.Holds(at))) yield return Slot(view, environment, slots, windows);
        else if (!windows.Allowed)
            yield return new Blocker("calendar.window",
                $"no window of {environment} is open any more; {Next(windows)}", "Release Manager",
                Waive(view, RequestWaiver.Window), Line(view));
    }

    /// <summary>A patch is not held up by windows; what is waived is not either.</summary>
    public static bool NeedsNoWindow(ReleaseView view, DateTimeOffset at) =>
        view.Release.Type == ReleaseType.Patch || view.WaiverOf(RequestWaiver.Window, at) is not null;

    /// <summary>Whether windows say when it may ship there.</summary>
    public static bool HasWindows(ReleaseView view, Readings readings) =>
        view.Service?.Environments.Any(e => e.IsProduction && CalendarRules.HaveWindows(
            readings.CalendarsOf(view.Service.Name, e.Name, production: true))) == true;

    public static string Span(DateTimeOffset start, DateTimeOffset end) =>
        $"{start:yyyy-MM-dd HH:mm} to {(start.Date == end.Date ? $"{end:HH:mm}" : $"{end:yyyy-MM-dd HH:mm}")} UTC";

    /// <summary>When the next window opens, as half a sentence.</summary>
    public static string Next(CalendarJudgement windows) => windows.Changes is { } opens
        ? $"the next opens at {GateWords.Time(opens)}" : "none is to come";

    /// <summary>Who waived a freeze did not know of a line that was stopped after that.</summary>
    private static bool Passes(ReleaseView view, StoppedLine? stop, DateTimeOffset at) =>
        view.WaiversOf(RequestWaiver.Freeze, at).Any(w => stop is null || w.GrantedAt >= stop.At);

    internal static Shipper Shipper(ReleaseView view, string who, bool ofIncident = false) => new(
        view.Release.Type == ReleaseType.Patch && ofIncident
            ? ["patch", "incident"] : [view.Release.Type.ToString().ToLowerInvariant()],
        [.. from role in view.Service?.People.Keys ?? []
            where view.Service?.Holds(who, role) == true
            select role]);

    internal static Blocker Freeze(ReleaseView view, string environment, CalendarJudgement frozen) =>
        frozen.Stop is { } stop
            ? new Blocker("calendar.stopped", $"the line of {frozen.Scope} is stopped: {stop.Reason}",
                "Release Manager", $"plimsoll calendar resume --scope {frozen.Scope} --reason \"…\"", Line(view))
            : new Blocker("calendar.freeze", $"{environment} is frozen: {frozen.Rule?.Title}, "
                + (frozen.Changes is { } ends ? $"until {GateWords.Time(ends)}" : "until it is removed"),
                "Release Manager", Waive(view, RequestWaiver.Freeze), Line(view));

    private static Blocker Slot(
        ReleaseView view, string environment, List<BookedSlot> slots, CalendarJudgement windows)
    {
        var release = view.Release;
        var book = $"plimsoll release book {release.Service} {release.Version} --start \"…\" --end \"…\"";
        if (slots.Where(s => s.IsOpen).MinBy(s => s.Start) is { } coming)
            return new Blocker("calendar.slot",
                $"its slot on {environment} is {Span(coming.Start, coming.End)}; it starts by itself then", "time", "",
                Line(view));
        var missed = slots.LastOrDefault(s => s.Status == SlotStatus.Missed) is { } last
            ? $"{last.Id} was missed at {GateWords.Time(last.End)}; " : "";
        return new Blocker("calendar.slot", $"{missed}a {release.Type.ToString().ToLowerInvariant()} goes to "
            + $"{environment} in a booked slot, and none is booked; "
            + (windows.Allowed ? $"a window is open{Until(windows)}" : Next(windows)),
            "Release Manager", book, Line(view));
    }

    private static string Until(CalendarJudgement windows) =>
        windows.Changes is { } ends ? $" until {GateWords.Time(ends)}" : "";

    private static string Waive(ReleaseView view, string what) =>
        $"plimsoll release waive {view.Release.Service} {view.Release.Version} {what} --reason \"…\"";

    private static int Line(ReleaseView view) => view.Playbook?.LineOf(Concepts.Window) ?? 0;
}
