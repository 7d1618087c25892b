using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Calendar;

/// <summary>Nothing starts in the scope until somebody lets it go on. What runs goes on, rollbacks pass.</summary>
public sealed record StopLine(string Scope, string Reason) : CalendarReadingCommand
{
    private const int LongestReason = 500;

    public override Ruling<CalendarEvent> Decide(ShippingCalendar calendar, Readings readings, Moment now)
    {
        if (RuleChecks.Place(Scope, readings) is { } nowhere) return nowhere;
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Trim().Length > LongestReason)
            return Refusal.Invalid($"Say in at most {LongestReason} characters why; whoever waits reads it.");
        return calendar.Stopped is { } stopped
            ? Refusal.Conflict($"The line of {Scope} is stopped already: {stopped.Reason}")
            : new LineStopped(Scope, Reason.Trim());
    }
}

public sealed record LineStopped(string Scope, string Reason) : CalendarEvent
{
    public override ShippingCalendar Apply(ShippingCalendar calendar, Moment moment) =>
        calendar with { Scope = Scope, Stopped = new StoppedLine(Reason, moment.Actor, moment.At) };
}

/// <summary>The line goes on; what waited starts when nothing else stops it.</summary>
public sealed record ResumeLine(string Scope, string Reason) : CalendarCommand
{
    public override Ruling<CalendarEvent> Decide(ShippingCalendar calendar, Moment now) =>
        calendar.Stopped is null ? Refusal.NotFound($"The line of {Scope} is not stopped.")
        : string.IsNullOrWhiteSpace(Reason) ? Refusal.Invalid("Say why it may go on; it stays with the record.")
        : new LineResumed(Reason.Trim());
}

public sealed record LineResumed(string Reason) : CalendarEvent
{
    public override ShippingCalendar Apply(ShippingCalendar calendar, Moment moment) =>
        calendar with { Stopped = null };
}
