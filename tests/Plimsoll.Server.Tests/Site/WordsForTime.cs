using Plimsoll.Server.Site;

namespace Plimsoll.Server.Tests.Site;

public sealed class WordsForTime
{
    [Theory]
    [InlineData(1, "just now")]
    [InlineData(-1, "just now")]
    [InlineData(59, "59 s ago")]
    [InlineData(89, "89 s ago")]
    [InlineData(90, "1 min ago")]
    [InlineData(3599, "59 min ago")]
    [InlineData(3600, "1 h ago")]
    [InlineData(93600, "26 h ago")]
    [InlineData(172800, "2 d ago")]
    [InlineData(-68400, "in 19 h")]
    public void An_age_is_one_number_in_its_largest_sensible_unit(int seconds, string words) =>
        Assert.Equal(words, Words.Age(TestSite.Tuesday - TimeSpan.FromSeconds(seconds), TestSite.Tuesday));

    [Theory]
    [InlineData(0.85, "850 ms")]
    [InlineData(8, "8 s")]
    [InlineData(220, "3 min 40 s")]
    [InlineData(180, "3 min")]
    [InlineData(3900, "1 h 5 min")]
    [InlineData(7200, "2 h")]
    public void A_measured_time_keeps_two_units(double seconds, string words) =>
        Assert.Equal(words, Words.Exactly(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(701, "11:41")]
    [InlineData(3723, "1:02:03")]
    public void A_clock_counts_up(int seconds, string clock) =>
        Assert.Equal(clock, Words.Clock(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("Release Manager", "RM")]
    [InlineData("QA/Testing Specialist", "QT")]
    [InlineData("ada", "A")]
    [InlineData("zoë.öhl", "ZÖ")]
    [InlineData("", "")]
    public void A_name_is_two_letters_in_its_disc(string name, string initials) =>
        Assert.Equal(initials, Words.Initials(name));

    [Fact]
    public void A_moment_is_written_in_utc_whatever_its_offset() =>
        Assert.Equal("Tue 24 Nov 2026, 14:36", Words.Stamp(TestSite.Tuesday.ToOffset(TimeSpan.FromHours(9))));
}
