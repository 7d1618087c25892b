using Plimsoll.Core.Calendar;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Releases;

/// <summary>What a time has to be to be booked for a release.</summary>
internal static class SlotChecks
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    /// <summary>Why the time cannot be booked; null: it can.</summary>
    /// <param name="but">The slot that moves; empty where a new one is booked.</param>
    public static Refusal? Refused(
        ShippingCalendar calendar, BookedSlot slot, string but, Readings readings, Moment now)
    {
        var view = ReleaseView.Of(slot.Service, slot.Version, readings);
        if (view.Release.Closed() is { } closed) return closed;
        if (view.Service is null) return Refusal.NotFound($"There is no service {slot.Service}.");
        if (slot.Environment != "" && view.Service.Environment(slot.Environment) is not { IsProduction: true })
            return Refusal.NotFound($"{slot.Environment} is no production environment of {slot.Service}; it has "
                + $"{string.Join(", ", Production(view.Service, "").Select(e => e.Name))}.");
        if (WrongTime(slot, calendar.Slot(but)?.Start, now.At) is { } wrong) return wrong;
        if (calendar.Slots.FirstOrDefault(
            s => s.Id != but && s.Meets(slot.Environment, slot.Start, slot.End)) is { } other)
            return Refusal.Conflict($"{other.Id} has that time already: {slot.Service} {other.Version}, "
                + $"{Calendars.Span(other.Start, other.End)}, booked by {other.By}. Take another time.");
        if (calendar.Slots.FirstOrDefault(s => s.Id != but && s.IsOpen && s.Version == slot.Version
            && (s.Environment == "" || slot.Environment == "" || s.Environment == slot.Environment)) is { } same)
            return Refusal.Conflict($"{view.Release.Title} has a slot already: {same.Id}, "
                + $"{Calendars.Span(same.Start, same.End)}; move it with `plimsoll release move-slot {slot.Service} "
                + $"{slot.Version} {same.Id} --start … --end …`.");
        return Production(view.Service, slot.Environment)
            .Select(place => Outside(view, slot, place.Name, readings, now)).OfType<Refusal>().FirstOrDefault();
    }

    public static Refusal Missing(ShippingCalendar calendar, string id) => Refusal.NotFound(
        $"There is no slot {id} there" + (calendar.Slots.Any(s => s.IsOpen)
            ? $"; booked are {string.Join(", ", calendar.Slots.Where(s => s.IsOpen).Select(s => s.Id))}." : "."));

    private static IEnumerable<EnvironmentDefinition> Production(ServiceDefinition service, string environment) =>
        service.Environments.Where(e => e.IsProduction && (environment == "" || e.Name == environment));

    /// <param name="before">When it started so far: one that goes on is made longer where it stands.</param>
    private static Refusal? WrongTime(BookedSlot slot, DateTimeOffset? before, DateTimeOffset now) =>
        slot.Start < now && slot.Start != before
            ? Refusal.Invalid("A slot cannot be booked in the past; give a start that is still to come.")
        : slot.Start < now && slot.End > slot.Start && slot.End <= now
            ? Refusal.Invalid("That end has passed already; give a later one, or cancel the slot.")
        : slot.End <= slot.Start ? Refusal.Invalid("A slot ends after it starts.")
        : slot.End - slot.Start > Longest ? Refusal.Invalid("A slot lasts at most 7 days.")
        : slot.Start > now + Farthest ? Refusal.Invalid("A slot starts within a year.")
        : null;

    /// <summary>A window has to be open all the time, and no freeze on. A stop of today is none of then.</summary>
    private static Refusal? Outside(
        ReleaseView view, BookedSlot slot, string environment, Readings readings, Moment now)
    {
        var calendars = readings.CalendarsOf(slot.Service, environment, production: true)
            .Select(c => c with { Stopped = null }).ToList();
        var frozen = view.WaiverOf(RequestWaiver.Freeze, slot.Start) is not null ? null
            : CalendarRules.Frozen(calendars, Calendars.Shipper(view, now.Actor), slot.Start, slot.End);
        if (frozen is { } freeze)
            return Refusal.Blocked($"{environment} is frozen in that time: {freeze.Rule?.Title}. Take another time.",
                Calendars.Freeze(view, environment, freeze));
        if (Calendars.NeedsNoWindow(view, slot.Start)) return null;
        var windows = CalendarRules.Windows(calendars, slot.Start);
        return windows switch
        {
            { Allowed: false } => Refusal.Blocked($"No window of {environment} is open at "
                + $"{GateWords.Time(slot.Start)}; {Calendars.Next(windows)}."),
            { Changes: { } ends } when ends < slot.End => Refusal.Blocked(
                $"The window of {environment} closes at {GateWords.Time(ends)}, before the slot ends; end it by then."),
            _ => null,
        };
    }
}
