using System.Collections.Immutable;
using Plimsoll.Core.Calendar;

namespace Plimsoll.Core.Tests.Calendar;

public sealed class JudgingAMoment
{
    private static readonly CalendarRule Tuesdays =
        Some.Window("2026-11-03 10:00", "2026-11-03 12:00", "FREQ=WEEKLY;BYDAY=TU,WE,TH");

    [Fact]
    public void Without_windows_any_time_will_do() => Assert.Equal(
        (CalendarAnswer.AnyTime, null), Judge("2026-11-24 14:36", Some.Calendar()));

    [Fact]
    public void Inside_a_window_one_may_ship_until_it_closes() => Assert.Equal(
        (CalendarAnswer.InWindow, Some.At("2026-11-25 12:00")), Judge("2026-11-25 10:00", Some.Calendar(Tuesdays)));

    [Fact]
    public void Outside_it_says_when_the_next_one_opens() => Assert.Equal(
        (CalendarAnswer.OutsideWindows, Some.At("2026-11-25 10:00")), Judge("2026-11-24 12:00", Some.Calendar(Tuesdays)));

    [Fact]
    public void A_freeze_wins_over_an_open_window_and_the_next_opening_is_after_it() => Assert.Equal(
        (CalendarAnswer.Frozen, Some.At("2026-12-01 10:00")), Judge("2026-11-26 10:30",
            Some.Calendar(Tuesdays), Some.Calendar(Some.Freeze("2026-11-26 00:00", "2026-12-01 06:00"))));

    [Fact]
    public void An_open_window_closes_when_a_freeze_begins() => Assert.Equal(
        (CalendarAnswer.InWindow, Some.At("2026-11-26 11:00")), Judge("2026-11-26 10:30",
            Some.Calendar(Tuesdays, Some.Freeze("2026-11-26 11:00", "2026-12-01 06:00"))));

    [Fact]
    public void Windows_that_touch_are_one() => Assert.Equal(
        (CalendarAnswer.InWindow, Some.At("2026-11-25 14:00")), Judge("2026-11-25 11:00",
            Some.Calendar(Tuesdays), Some.Calendar(Some.Window("2026-11-25 12:00", "2026-11-25 14:00"))));

    [Fact]
    public void A_freeze_without_an_end_is_not_over_by_time() => Assert.Equal(
        (CalendarAnswer.Frozen, null), Judge("2030-01-01 00:00", Some.Calendar(Some.Freeze("2026-11-26 00:00", null))));

    [Fact]
    public void A_stopped_line_is_stopped_whatever_else_is_said()
    {
        var stopped = Some.Calendar(Tuesdays) with { Stopped = new StoppedLine("shop is on fire", "ada", default) };
        var judged = CalendarRules.Judge([stopped], new Shipper(["patch"], ["Release Manager"]), Some.At("2026-11-25 10:30"));
        Assert.Equal((CalendarAnswer.Stopped, "organisation", null), (judged.Answer, judged.Scope, judged.Changes));
    }

    [Theory]
    [InlineData("patch", "patch", "", true)]
    [InlineData("patch", "minor", "", false)]
    [InlineData("role:Release Manager", "minor", "Release Manager", true)]
    [InlineData("role:Release Manager", "minor", "Developers", false)]
    public void Who_is_exempt_passes_a_freeze(string exempt, string label, string role, bool passes) => Assert.Equal(
        passes, CalendarRules.Judge([Some.Calendar(Some.Freeze("2026-11-26 00:00", null, "", [exempt]))],
            new Shipper([label], [role]), Some.At("2026-11-27 00:00")).Allowed);

    [Theory]
    [InlineData("FREQ=HOURLY", "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY")]
    [InlineData("FREQ=WEEKLY;BYSETPOS=1", "BYSETPOS is not understood")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO", "which is none of the days it repeats on")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX", "takes MO, TU")]
    [InlineData("FREQ=DAILY;UNTIL=20261231;COUNT=3", "by UNTIL or by COUNT")]
    [InlineData("FREQ=DAILY;INTERVAL=0", "from 1 to 999")]
    [InlineData("FREQ=DAILY;UNTIL=tomorrow", "such as 20261231")]
    [InlineData("every Tuesday", "no part of a repetition")]
    [InlineData("FREQ=WEEKLY;BYDAY=2TU", "Only monthly and yearly")]
    public void A_repetition_it_does_not_know_is_refused_with_what_to_write(string repeats, string says) => Assert.Contains(
        says, Some.When("2026-11-03 10:00", "2026-11-03 12:00", repeats).Wrong(), StringComparison.Ordinal);

    [Fact]
    public void Days_left_out_are_left_out()
    {
        var holiday = Tuesdays with { Schedule = Tuesdays.Schedule with { Except = [new DateOnly(2026, 11, 25)] } };
        Assert.Equal((CalendarAnswer.OutsideWindows, Some.At("2026-11-26 10:00")), Judge("2026-11-25 10:30", Some.Calendar(holiday)));
    }

    private static (CalendarAnswer, DateTimeOffset?) Judge(string at, params ImmutableArray<ShippingCalendar> calendars)
    {
        var judged = CalendarRules.Judge(calendars, Shipper.Nobody, Some.At(at));
        return (judged.Answer, judged.Changes);
    }
}
