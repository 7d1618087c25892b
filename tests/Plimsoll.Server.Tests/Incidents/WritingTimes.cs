using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Incidents;

public sealed class WritingTimes
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 14, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("-10m", "2026-03-01T14:20")]
    [InlineData("-2h", "2026-03-01T12:30")]
    [InlineData("-90s", "2026-03-01T14:28:30")]
    [InlineData("14:05", "2026-03-01T14:05")]
    [InlineData("23:50", "2026-02-28T23:50")]
    [InlineData("2026-02-27T08:00", "2026-02-27T08:00")]
    [InlineData("2026-02-27T08:00+02:00", "2026-02-27T06:00")]
    public void What_happened_is_read_as_the_last_time_it_can_mean(string written, string meant) =>
        Assert.Equal(DateTimeOffset.Parse(meant + "Z"), WrittenTime.Past(written, Now));

    [Theory]
    [InlineData("+20h", "2026-03-02T10:30")]
    [InlineData("+2d", "2026-03-03T14:30")]
    [InlineData("16:00", "2026-03-01T16:00")]
    [InlineData("14:05", "2026-03-02T14:05")]
    public void What_is_to_come_is_read_as_the_next_time_it_can_mean(string written, string meant) =>
        Assert.Equal(DateTimeOffset.Parse(meant + "Z"), WrittenTime.Future(written, Now));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("3")]
    [InlineData("May")]
    [InlineData("25:00")]
    [InlineData("10m")]
    [InlineData("-10w")]
    [InlineData("2026-03-01")]
    public void What_is_no_time_is_none(string written) => Assert.Null(WrittenTime.Past(written, Now));

    [Theory]
    [InlineData("2026-03-09", "2026-03-09")]
    [InlineData("7d", "2026-03-08")]
    [InlineData("+1d", "2026-03-02")]
    public void A_day_is_named_or_counted(string written, string meant) =>
        Assert.Equal(DateOnly.Parse(meant), WrittenTime.DayOf(written, Now));

    [Theory]
    [InlineData("")]
    [InlineData("5m")]
    [InlineData("tomorrow")]
    public void What_is_no_day_is_none(string written) => Assert.Null(WrittenTime.DayOf(written, Now));
}
