using Plimsoll.Core.Announcements;

namespace Plimsoll.Core.Tests.Announcements;

/// <summary>One text, read in many places: each sees the time on their wall, with UTC beside it.</summary>
public sealed class TimesOfTheReceiver
{
    private static readonly DateTimeOffset Written = new(2026, 3, 1, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("due 2026-03-01 14:05 UTC", "Europe/Berlin", "due 2026-03-01 15:05 Europe/Berlin (14:05 UTC)")]
    [InlineData("by 14:05 UTC.", "America/New_York", "by 09:05 America/New_York (14:05 UTC).")]
    [InlineData("Next update by 16:30 UTC.", "Asia/Tokyo",
        "Next update by 2026-03-02 01:30 Asia/Tokyo (2026-03-01 16:30 UTC).")]
    [InlineData("2026-07-01 10:00 to 12:00 UTC, production", "Europe/Berlin",
        "2026-07-01 12:00 to 14:00 Europe/Berlin (10:00 to 12:00 UTC), production")]
    [InlineData("2026-07-01 20:00 to 2026-07-02 04:00 UTC", "Asia/Kathmandu",
        "2026-07-02 01:45 to 09:45 Asia/Kathmandu (2026-07-01 20:00 to 2026-07-02 04:00 UTC)")]
    [InlineData("closed 23:00 to 01:00 UTC", "Europe/Berlin",
        "closed 2026-03-02 00:00 to 02:00 Europe/Berlin (2026-03-01 23:00 to 2026-03-02 01:00 UTC)")]
    [InlineData("first at 10:00 UTC, then at 11:00 UTC", "Europe/Berlin",
        "first at 11:00 Europe/Berlin (10:00 UTC), then at 12:00 Europe/Berlin (11:00 UTC)")]
    public void A_time_is_on_the_wall_of_who_reads_it(string text, string zone, string read) =>
        Assert.Equal(read, ReceiversTime.In(text, Written, zone));

    [Theory]
    [InlineData("2026-03-29 00:30 UTC", "2026-03-29 01:30 Europe/Berlin (00:30 UTC)")]
    [InlineData("2026-03-29 01:30 UTC", "2026-03-29 03:30 Europe/Berlin (01:30 UTC)")]
    [InlineData("2026-10-25 00:30 UTC", "2026-10-25 02:30 Europe/Berlin (00:30 UTC)")]
    [InlineData("2026-10-25 01:30 UTC", "2026-10-25 02:30 Europe/Berlin (01:30 UTC)")]
    public void The_clocks_change_between_two_of_them(string text, string read) =>
        Assert.Equal(read, ReceiversTime.In(text, Written, "Europe/Berlin"));

    [Theory]
    [InlineData("27:80 UTC")]
    [InlineData("2026-02-30 10:00 UTC")]
    [InlineData("ratio 1:14:05 UTC")]
    [InlineData("14:05 UTCish")]
    [InlineData("14:05 CET")]
    [InlineData("2026-03-01T14:05Z")]
    public void What_is_no_time_in_utc_stays_as_it_is(string text) =>
        Assert.Equal(text, ReceiversTime.In(text, Written, "Europe/Berlin"));

    [Theory]
    [InlineData("UTC")]
    [InlineData("")]
    [InlineData("Europe/Nowhere")]
    public void Who_reads_utc_or_lives_nowhere_finds_it_as_it_was_written(string zone) =>
        Assert.Equal("by 14:05 UTC", ReceiversTime.In("by 14:05 UTC", Written, zone));
}
