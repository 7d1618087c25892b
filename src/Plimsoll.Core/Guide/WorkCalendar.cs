namespace Plimsoll.Core.Guide;

/// <summary>Days on which an organisation works, counted in its own zone.</summary>
public static class WorkCalendar
{
    // No organisation rests longer; a calendar without any work day must not be searched for ever.
    private const int LongestRest = 366;

    /// <summary>The moment so many work days after another one (before it, where negative), at the same time of day
    /// there.</summary>
    public static DateTimeOffset After(DateTimeOffset from, int days, GuideSettings settings)
    {
        var zone = ZoneOf(settings.TimeZone);
        var local = TimeZoneInfo.ConvertTime(from, zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        for (var left = Math.Abs(days); left > 0; left--) day = NextWorkDay(day, Math.Sign(days), settings);
        return At(day, TimeOnly.FromDateTime(local.DateTime), zone);
    }

    public static bool IsWorkDay(DateOnly day, GuideSettings settings) =>
        settings.WorkDays.Contains(day.DayOfWeek) && !settings.Holidays.Contains(day);

    private static DateOnly NextWorkDay(DateOnly day, int way, GuideSettings settings)
    {
        for (var tried = 1; tried <= LongestRest; tried++)
            if (IsWorkDay(day.AddDays(way * tried), settings)) return day.AddDays(way * tried);
        return day.AddDays(way);
    }

    /// <summary>A time the clocks leave out moves forward by the gap; one they repeat is the first.</summary>
    private static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local))
            return new DateTimeOffset(local, zone.GetUtcOffset(local.AddDays(-1))).ToUniversalTime();
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static TimeZoneInfo ZoneOf(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
