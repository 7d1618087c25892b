namespace Plimsoll.Core.Releases;

/// <summary>Working days: Monday to Friday, in UTC.</summary>
public static class Workdays
{
    /// <summary>The same hour of the next working day; from a weekend, the end of the Monday after it.</summary>
    public static DateTimeOffset OneAfter(DateTimeOffset at)
    {
        var start = IsOff(at) ? Midnight(at) : at;
        while (IsOff(start)) start = start.AddDays(1);
        var end = start.AddDays(1);
        while (IsOff(end)) end = end.AddDays(1);
        return end;
    }

    private static bool IsOff(DateTimeOffset at) =>
        at.UtcDateTime.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static DateTimeOffset Midnight(DateTimeOffset at) => new(at.UtcDateTime.Date, TimeSpan.Zero);
}
