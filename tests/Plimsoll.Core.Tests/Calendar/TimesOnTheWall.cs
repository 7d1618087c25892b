using System.Globalization;
using Plimsoll.Core.Calendar;

namespace Plimsoll.Core.Tests.Calendar;

/// <summary>The time vectors: a local time that does not exist moves forward by the gap, a repeated one is the first.</summary>
public sealed class TimesOnTheWall
{
    [Theory]
    [InlineData("America/Chicago", "2026-03-08 02:30", "2026-03-08 08:30")]
    [InlineData("America/Chicago", "2026-11-01 01:30", "2026-11-01 06:30")]
    [InlineData("Europe/London", "2026-03-29 01:30", "2026-03-29 01:30")]
    [InlineData("Europe/London", "2026-10-25 01:30", "2026-10-25 00:30")]
    [InlineData("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45")]
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:45")]
    [InlineData("Africa/Cairo", "2026-04-24 00:30", "2026-04-23 22:30")]
    [InlineData("America/Santiago", "2026-09-06 00:00", "2026-09-06 04:00")]
    [InlineData("Asia/Beirut", "2026-03-29 00:00", "2026-03-28 22:00")]
    [InlineData("Antarctica/Troll", "2026-03-29 02:00", "2026-03-29 02:00")]
    [InlineData("Pacific/Apia", "2011-12-30 09:00", "2011-12-30 19:00")]
    public void Both_single_and_repeating_ones_begin_when_the_table_says(string zone, string local, string utc)
    {
        var (start, at) = (DateTime.Parse(local, CultureInfo.InvariantCulture), Some.At(utc));
        Assert.Equal(at, Series.At(start, zone));
        var daily = Series.Of(new Schedule(start.AddDays(-3), null, TimeSpan.FromHours(1), "FREQ=DAILY", [], zone));
        Assert.Equal(at, daily.Covering(at)?.From);
    }

    [Theory]
    [InlineData("2026-03-02 09:00", 7 * 24, "2026-03-02 15:00", 167)]
    [InlineData("2026-10-26 09:00", 7 * 24, "2026-10-26 14:00", 169)]
    [InlineData("2026-03-07 20:00", 12, "2026-03-08 02:00", 11)]
    public void What_ends_on_the_wall_lasts_as_long_as_the_wall_says(string local, int hours, string begin, int really)
    {
        var start = DateTime.Parse(local, CultureInfo.InvariantCulture);
        var shift = Series.Of(new Schedule(start, start.AddHours(hours), null, "", [], "America/Chicago"));
        var found = shift.Covering(Some.At(begin));
        Assert.Equal(TimeSpan.FromHours(really), found?.To - found?.From);
        var exact = Series.Of(new Schedule(start, null, TimeSpan.FromHours(hours), "", [], "America/Chicago"));
        Assert.Equal(TimeSpan.FromHours(hours), exact.Covering(Some.At(begin))?.To - exact.Covering(Some.At(begin))?.From);
    }
}
