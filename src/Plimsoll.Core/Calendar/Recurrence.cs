using System.Collections.Immutable;

namespace Plimsoll.Core.Calendar;

/// <summary>On which days something happens again: the part of RFC 5545's RRULE windows are written with.</summary>
/// <param name="Days">Weekdays, each with its place in the month or year; 0: every one of them.</param>
/// <param name="MonthDays">Days of the month; negative ones count from its end.</param>
/// <param name="LastDay">No occurrence begins after it; null: it goes on for ever.</param>
public sealed record Recurrence(
    Frequency Frequency,
    int Interval,
    ImmutableArray<WeekdayAt> Days,
    ImmutableArray<int> MonthDays,
    ImmutableArray<int> Months,
    DayOfWeek WeekStart,
    DateOnly? LastDay)
{
    /// <summary>UNTIL as a moment, where it was written with a time in UTC; null: the last day says it all.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it happens on a day, where it happened first on another one.</summary>
    public bool IsOn(DateOnly day, DateOnly first) =>
        day >= first && !(day > LastDay) && (Months.IsEmpty || Months.Contains(day.Month)) && Frequency switch
        {
            Frequency.Daily => (day.DayNumber - first.DayNumber) % Interval == 0
                && FitsMonthDay(day) && FitsWeekday(day),
            Frequency.Weekly => WeeksBetween(first, day) % Interval == 0
                && (Days.IsEmpty ? day.DayOfWeek == first.DayOfWeek : FitsWeekday(day)),
            Frequency.Monthly => MonthsBetween(first, day) % Interval == 0 && FitsMonth(day, first),
            _ => (day.Year - first.Year) % Interval == 0 && FitsYear(day, first),
        };

    private bool FitsMonth(DateOnly day, DateOnly first) => Days.IsEmpty && MonthDays.IsEmpty
        ? day.Day == first.Day
        : FitsMonthDay(day) && FitsWeekday(day);

    private bool FitsYear(DateOnly day, DateOnly first) => (Days.IsEmpty, MonthDays.IsEmpty) switch
    {
        (true, true) => day.Day == first.Day && (!Months.IsEmpty || day.Month == first.Month),
        _ => FitsMonthDay(day) && FitsWeekday(day),
    };

    private bool FitsMonthDay(DateOnly day)
    {
        var length = DateTime.DaysInMonth(day.Year, day.Month);
        return MonthDays.IsEmpty || MonthDays.Any(d => (d > 0 ? d : length + d + 1) == day.Day);
    }

    private bool FitsWeekday(DateOnly day) =>
        Days.IsEmpty || Days.Any(d => d.Day == day.DayOfWeek && (d.Place == 0 || IsAt(d.Place, day)));

    /// <summary>Counted within the month, or within the year where a yearly rule names no months.</summary>
    private bool IsAt(int place, DateOnly day)
    {
        var (at, length) = Frequency == Frequency.Yearly && Months.IsEmpty
            ? (day.DayOfYear, DateTime.IsLeapYear(day.Year) ? 366 : 365)
            : (day.Day, DateTime.DaysInMonth(day.Year, day.Month));
        return place > 0 ? (at - 1) / 7 + 1 == place : (length - at) / 7 + 1 == -place;
    }

    private int WeeksBetween(DateOnly first, DateOnly day) => (Week(day).DayNumber - Week(first).DayNumber) / 7;

    private DateOnly Week(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek - (int)WeekStart + 7) % 7));

    private static int MonthsBetween(DateOnly first, DateOnly day) =>
        (day.Year - first.Year) * 12 + day.Month - first.Month;
}

public enum Frequency { Daily, Weekly, Monthly, Yearly }

/// <summary>A weekday; the second one with place 2, the last one with place -1, each with 0.</summary>
public readonly record struct WeekdayAt(DayOfWeek Day, int Place);
