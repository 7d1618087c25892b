using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Calendar;

/// <summary>When one may ship something and when not: the windows, freezes and booked slots of one scope.</summary>
/// <param name="Scope">What it is about; a slot stands in the calendar of its service.</param>
public sealed record ShippingCalendar(
    string Scope, ImmutableArray<CalendarRule> Rules, ImmutableArray<BookedSlot> Slots, StoppedLine? Stopped)
        : IState<ShippingCalendar>
{
    private const int MostPastSlots = 200;

    public static string Kind => "calendar";

    public static ShippingCalendar Empty { get; } = new("", [], [], null);

    public static StreamName StreamOf(Scope scope) => new($"{Kind}/{scope.Value}");

    public static StreamName StreamOf(string service) => StreamOf(Access.Scope.Service(service));

    /// <summary>How many slots were ever booked here; the next one's number is one higher.</summary>
    public int Booked { get; init; }

    public CalendarRule? Find(string rule) => Rules.FirstOrDefault(r => r.Id == rule);

    public BookedSlot? Slot(string id) => Slots.FirstOrDefault(s => s.Id == id);

    internal ShippingCalendar With(BookedSlot slot) => this with
    {
        Slots = Slot(slot.Id) is { } found
            ? Slots.Replace(found, slot with { Changes = found.Changes + 1 }) : [.. Kept, slot],
    };

    // The oldest that are over are left out, never one that is still to come.
    private IEnumerable<BookedSlot> Kept
    {
        get
        {
            var over = Math.Max(0, Slots.Count(s => !s.IsOpen) - MostPastSlots);
            return Slots.Where(s => s.IsOpen || over-- <= 0);
        }
    }
}

/// <summary>A time booked to bring a release to production.</summary>
/// <param name="Environment">Empty: every production environment of the service.</param>
/// <param name="Deployment">The deployment that used it; empty while none did.</param>
/// <param name="Note">Why it was cancelled or missed.</param>
public sealed record BookedSlot(
    string Id, string Service, string Version, string Environment, DateTimeOffset Start, DateTimeOffset End, string By,
    DateTimeOffset At, SlotStatus Status, string Deployment, string Note)
{
    /// <summary>How often it became something else since it was booked.</summary>
    public int Changes { get; init; }

    /// <summary>It is still to come, or holds now and waits.</summary>
    public bool IsOpen => Status == SlotStatus.Booked;

    public bool Holds(DateTimeOffset at) => Status is SlotStatus.Booked or SlotStatus.Used && Start <= at && at < End;

    public bool IsAbout(string version, string environment) => Version == version && Includes(environment);

    public bool Includes(string environment) => Environment == "" || Environment == environment;

    /// <summary>Whether both would have the same lane at the same time.</summary>
    public bool Meets(string environment, DateTimeOffset start, DateTimeOffset end) =>
        Status is SlotStatus.Booked or SlotStatus.Used && Start < end && start < End
        && (Environment == "" || environment == "" || Environment == environment);
}

/// <summary>Used: production began in it. Missed: it passed without.</summary>
public enum SlotStatus { Booked, Used, Missed, Cancelled }

public abstract record CalendarEvent : Event<ShippingCalendar>;

public abstract record CalendarCommand : Command<ShippingCalendar, CalendarEvent>;

public abstract record CalendarReadingCommand : ReadingCommand<ShippingCalendar, CalendarEvent>;
