using NodaTime;

namespace Plimsoll.Core.Calendar;

/// <summary>
/// The occurrences of a schedule as moments. A local time the clocks leave out moves forward by the gap, one they
/// repeat is the first of the two (RFC 5545).
/// </summary>
public sealed class Series
{
    // A leap day every fourth year, and none in 2100.
    private const int FarthestDays = 366 * 9;

    // An occurrence may lie a day beside the one it is named after: a zone has skipped a whole day before.
    private const int Beside = 2;

    private readonly Schedule _schedule;
    private readonly DateTimeZone _zone;
    private readonly Recurrence? _recurrence;
    private readonly DateOnly _first;

    private Series(Schedule schedule, DateTimeZone zone, Recurrence? recurrence) =>
        (_schedule, _zone, _recurrence, _first) = (schedule, zone, recurrence, DateOnly.FromDateTime(schedule.Start));

    public static Series Of(Schedule schedule) => new(
        schedule, ZoneOf(schedule.Zone) ?? DateTimeZone.Utc,
        schedule.Repeats == "" ? null : RecurrenceText.Read(schedule.Repeats, schedule.Start).Recurrence);

    internal static DateTimeZone? ZoneOf(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    /// <summary>A time on the wall of a zone, as a moment.</summary>
    public static DateTimeOffset At(DateTime local, string zone) => At(local, ZoneOf(zone) ?? DateTimeZone.Utc);

    /// <summary>Whether it is on at a moment, and until when; null: it is not.</summary>
    public Occurrence? Covering(DateTimeOffset at)
    {
        if (_recurrence is null) return On(_first) is { } once && once.Holds(at) ? once : null;
        var (today, back) = (DayOf(at), (int)_schedule.Length.TotalDays + 1);
        Occurrence? widest = null;
        var oldest = today.AddDays(-back - Beside);
        for (var day = today.AddDays(Beside); day >= oldest && day >= _first; day = day.AddDays(-1))
            if (On(day) is { } found && found.Holds(at) && !(found.To <= widest?.To))
                widest = found;
        return widest;
    }

    /// <summary>The first occurrence that starts after a moment; null: there is none in the next nine years.</summary>
    public Occurrence? After(DateTimeOffset at)
    {
        var from = DayOf(at).AddDays(-Beside);
        if (from < _first) from = _first;
        for (var day = from; day.DayNumber <= from.DayNumber + FarthestDays; day = day.AddDays(1))
        {
            if (_recurrence is null ? day > _first : day > _recurrence.LastDay) return null;
            if (On(day) is { } found && found.From > at) return found;
        }
        return null;
    }

    /// <summary>Every occurrence that lies in a stretch of time at least in part.</summary>
    public IEnumerable<Occurrence> Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (Covering(from) is { } now) yield return now;
        for (var next = After(from); next is { } found && found.From < to; next = After(found.From)) yield return found;
    }

    /// <summary>The next moment at which it may begin or end; null: nothing changes any more.</summary>
    internal DateTimeOffset? Changes(DateTimeOffset at)
    {
        var (ends, starts) = (Covering(at)?.To, After(at)?.From);
        return ends is null ? starts : !(starts < ends) ? ends : starts;
    }

    private Occurrence? On(DateOnly day)
    {
        if (_recurrence is null ? day != _first : !_recurrence.IsOn(day, _first) || _schedule.Except.Contains(day))
            return null;
        var local = day.ToDateTime(TimeOnly.FromDateTime(_schedule.Start));
        var from = At(local, _zone);
        if (from > _recurrence?.Until) return null;
        DateTimeOffset? to = _schedule.End is not null ? At(local + _schedule.Length, _zone) : from + _schedule.Lasts;
        return to <= from ? null : new Occurrence(from, to);
    }

    private static DateTimeOffset At(DateTime local, DateTimeZone zone) =>
        zone.AtLeniently(LocalDateTime.FromDateTime(local)).ToInstant().ToDateTimeOffset();

    private DateOnly DayOf(DateTimeOffset at) =>
        Instant.FromDateTimeOffset(at).InZone(_zone).Date.ToDateOnly();
}
