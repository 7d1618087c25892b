using System.Collections.Immutable;
using System.Globalization;

namespace Plimsoll.Core.Calendar;

/// <summary>Reads an RRULE as RFC 5545 writes it; what it does not know is refused, never left out.</summary>
internal sealed class RecurrenceText
{
    private const int MostTimes = 999;
    private const int Longest = 400;
    private static readonly string[] Weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);

    /// <summary>The recurrence, or one sentence that says why it cannot be.</summary>
    public static (Recurrence? Recurrence, string Wrong) Read(string text, DateTime start)
    {
        try
        {
            return (new RecurrenceText(text).Whole(start), "");
        }
        catch (FormatException wrong)
        {
            return (null, wrong.Message);
        }
    }

    private RecurrenceText(string text)
    {
        if (text.Length > Longest) throw new FormatException($"A repetition has at most {Longest} characters.");
        var rule = text.StartsWith("RRULE:", StringComparison.OrdinalIgnoreCase) ? text[6..] : text;
        foreach (var part in rule.Split(';', StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw new FormatException(
                $"\"{part}\" is no part of a repetition; write it as in FREQ=WEEKLY;BYDAY=TU,WE,TH.");
            if (!_parts.TryAdd(part[..at].ToUpperInvariant(), part[(at + 1)..].ToUpperInvariant()))
                throw new FormatException($"{part[..at]} stands in the repetition twice.");
        }
    }

    private Recurrence Whole(DateTime start)
    {
        if (_parts.Keys.FirstOrDefault(k => k is not ("FREQ" or "INTERVAL" or "BYDAY" or "BYMONTHDAY" or "BYMONTH"
            or "WKST" or "UNTIL" or "COUNT")) is { } unknown)
            throw new FormatException($"{unknown} is not understood here; a repetition is made of FREQ, INTERVAL, "
                + "BYDAY, BYMONTHDAY, BYMONTH, WKST, UNTIL and COUNT.");
        var frequency = Part("FREQ") switch
        {
            "DAILY" => Frequency.Daily, "WEEKLY" => Frequency.Weekly, "MONTHLY" => Frequency.Monthly,
            "YEARLY" => Frequency.Yearly,
            var other => throw new FormatException($"FREQ is DAILY, WEEKLY, MONTHLY or YEARLY, not \"{other}\"."),
        };
        var read = new Recurrence(frequency, Number("INTERVAL", Part("INTERVAL", "1"), 1, 999), Days(),
            Numbers("BYMONTHDAY", -31, 31), Numbers("BYMONTH", 1, 12), Weekday("WKST", Part("WKST", "MO")), null);
        Fits(read);
        var first = DateOnly.FromDateTime(start);
        if (!read.IsOn(first, first))
            throw new FormatException($"It starts on {first:ddd yyyy-MM-dd}, which is none of the days it repeats on; "
                + "start it on the first of them.");
        return Ended(read, start);
    }

    private static void Fits(Recurrence read)
    {
        if (read.Frequency == Frequency.Weekly && !read.MonthDays.IsEmpty)
            throw new FormatException("A weekly repetition takes BYDAY, not BYMONTHDAY.");
        if (read.Frequency is Frequency.Daily or Frequency.Weekly && read.Days.Any(d => d.Place != 0))
            throw new FormatException("Only monthly and yearly repetitions count weekdays, as in BYDAY=-1FR.");
        if (!read.MonthDays.IsEmpty && read.Days.Any(d => d.Place != 0))
            throw new FormatException("BYMONTHDAY and counted weekdays do not go together.");
    }

    private Recurrence Ended(Recurrence read, DateTime start)
    {
        var (until, count) = (_parts.GetValueOrDefault("UNTIL"), _parts.GetValueOrDefault("COUNT"));
        if (until is not null && count is not null)
            throw new FormatException("A repetition ends by UNTIL or by COUNT, not by both.");
        if (count is not null)
            return read with
            {
                LastDay = Nth(read, Number("COUNT", count, 1, MostTimes), DateOnly.FromDateTime(start)),
            };
        return until is null ? read : Until(read, until, start);
    }

    private static Recurrence Until(Recurrence read, string until, DateTime start)
    {
        if (DateOnly.TryParseExact(until, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return read with { LastDay = day };
        if (!DateTime.TryParseExact(until.TrimEnd('Z'), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var time))
            throw new FormatException(
                $"UNTIL is a day or a time such as 20261231 or 20261231T235959Z, not \"{until}\".");
        // No wall is more than a day ahead of UTC, so that what is over is known to be.
        if (until.EndsWith('Z'))
            return read with
            {
                Until = new DateTimeOffset(time, TimeSpan.Zero), LastDay = DateOnly.FromDateTime(time).AddDays(1),
            };
        var last = DateOnly.FromDateTime(time);
        return read with { LastDay = start.TimeOfDay <= time.TimeOfDay ? last : last.AddDays(-1) };
    }

    /// <summary>The day of the nth time; null where there are not so many before the calendar ends.</summary>
    private static DateOnly? Nth(Recurrence read, int times, DateOnly first)
    {
        var end = first.Year < 9700 ? first.AddYears(200) : DateOnly.MaxValue;
        for (var day = first; day < end; day = day.AddDays(1))
            if (read.IsOn(day, first) && --times == 0) return day;
        return null;
    }

    private ImmutableArray<WeekdayAt> Days() => [.. Listed("BYDAY").Select(word => new WeekdayAt(
        Weekday("BYDAY", word.Length < 2 ? word : word[^2..]),
        word.Length <= 2 ? 0 : NotZero("BYDAY", Number("BYDAY", word[..^2], -53, 53))))];

    private ImmutableArray<int> Numbers(string name, int least, int most) =>
        [.. Listed(name).Select(word => NotZero(name, Number(name, word, least, most)))];

    private IEnumerable<string> Listed(string name) => _parts.TryGetValue(name, out var list) ? list.Split(',') : [];

    private string Part(string name, string otherwise = "") => _parts.GetValueOrDefault(name, otherwise);

    private static DayOfWeek Weekday(string name, string word) => Array.IndexOf(Weekdays, word) is var at and >= 0
        ? (DayOfWeek)at
        : throw new FormatException($"{name} takes MO, TU, WE, TH, FR, SA and SU, not \"{word}\".");

    private static int NotZero(string name, int number) => number != 0 ? number
        : throw new FormatException($"{name} counts from 1, or from -1 at the end; there is no 0.");

    private static int Number(string name, string word, int least, int most) =>
        int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most ? number
            : throw new FormatException($"{name} takes whole numbers from {least} to {most}, not \"{word}\".");
}
