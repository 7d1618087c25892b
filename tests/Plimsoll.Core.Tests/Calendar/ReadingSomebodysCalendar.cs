using Plimsoll.Core.Calendar;

namespace Plimsoll.Core.Tests.Calendar;

/// <summary>Files as calendar programs write them: what can be kept whole is, what cannot is refused by its line.</summary>
public sealed class ReadingSomebodysCalendar
{
    [Fact]
    public void Times_on_a_wall_days_left_out_and_a_repetition_are_kept()
    {
        var rule = Only("""
            UID:year-end@example.org
            SUMMARY:Production window
            DTSTART;TZID=Europe/Berlin:20260106T100000
            DTEND;TZID=Europe/Berlin:20260106T120000
            RRULE:FREQ=WEEKLY;BYDAY=TU,WE,TH
            EXDATE;TZID=Europe/Berlin:20260113T100000
            """);

        var schedule = Assert.IsType<Schedule>(rule.Schedule);
        Assert.Equal((new DateTime(2026, 1, 6, 10, 0, 0), new DateTime(2026, 1, 6, 12, 0, 0), "Europe/Berlin", "Production window"),
            (schedule.Start, schedule.End, schedule.Zone, rule.Title));
        Assert.Equal([new DateOnly(2026, 1, 13)], schedule.Except);
        Assert.Equal([6, 7, 8, 14, 15], new CalendarRule(rule.Id, RuleKind.Window, "", schedule, [], "", default)
            .Between(At(1), At(16)).Select(o => o.From.Day));
    }

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20261224", "2026-12-24T00:00", "2026-12-25T00:00", "Europe/Berlin")]
    [InlineData("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20270103", "2026-12-24T00:00", "2027-01-03T00:00", "Europe/Berlin")]
    [InlineData("DTSTART:20261224T100000\nDTEND:20261224T110000", "2026-12-24T10:00", "2026-12-24T11:00", "Europe/Berlin")]
    [InlineData("DTSTART:20261224T100000Z\nDTEND:20261224T110000Z", "2026-12-24T10:00", "2026-12-24T11:00", "UTC")]
    [InlineData("DTSTART;TZID=W. Europe Standard Time:20261224T100000\nDTEND;TZID=W. Europe Standard Time:20261224T110000",
        "2026-12-24T10:00", "2026-12-24T11:00", "Europe/Berlin")]
    public void Days_floating_times_utc_and_names_of_windows_are_understood(string times, string start, string end, string zone)
    {
        var schedule = Assert.IsType<Schedule>(Only($"UID:x@example.org\nSUMMARY:Year end\n{times}").Schedule);
        Assert.Equal((start, end, zone), ($"{schedule.Start:yyyy-MM-ddTHH:mm}", $"{schedule.End:yyyy-MM-ddTHH:mm}", schedule.Zone));
    }

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20261025\nDURATION:P1D", "2026-10-24T22:00", "2026-10-25T23:00")]
    [InlineData("DTSTART;VALUE=DATE:20260327\nDURATION:P1W", "2026-03-26T23:00", "2026-04-02T22:00")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20261024T200000\nDURATION:P1DT2H", "2026-10-24T18:00", "2026-10-25T21:00")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20261024T200000\nDURATION:PT24H", "2026-10-24T18:00", "2026-10-25T18:00")]
    public void Days_and_weeks_are_those_of_the_wall_also_where_the_clocks_change_and_hours_are_hours(
        string times, string from, string to)
    {
        var schedule = Assert.IsType<Schedule>(Only($"UID:x\n{times}").Schedule);
        var on = Series.Of(schedule).Between(At(1), At(1).AddYears(1)).Single();
        Assert.Equal((from, to), ($"{on.From.UtcDateTime:yyyy-MM-ddTHH:mm}", $"{on.To?.UtcDateTime:yyyy-MM-ddTHH:mm}"));
    }

    [Fact]
    public void The_same_event_is_the_same_rule_and_a_cancelled_one_says_so()
    {
        var (first, again) = (Only("UID:x@example.org\nDTSTART;VALUE=DATE:20261224"), Only("UID:x@example.org\nDTSTART;VALUE=DATE:20261225"));
        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, Only("UID:y@example.org\nDTSTART;VALUE=DATE:20261224").Id);
        Assert.True(Only("UID:x@example.org\nDTSTART;VALUE=DATE:20261224\nSTATUS:CANCELLED").Cancelled);
    }

    [Theory]
    [InlineData("UID:x\nDTSTART;TZID=Mars/Phobos:20261224T100000\nDTEND;TZID=Mars/Phobos:20261224T110000", "\"Mars/Phobos\" is no time zone known here.")]
    [InlineData("UID:x\nDTSTART;VALUE=DATE:20261224\nRRULE:FREQ=HOURLY", "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY")]
    [InlineData("UID:x\nDTSTART;VALUE=DATE:20261224\nRRULE:FREQ=DAILY;COUNT=2\nRRULE:FREQ=WEEKLY;COUNT=2", "more than one RRULE")]
    [InlineData("UID:x\nDTSTART;VALUE=DATE:20261224\nRECURRENCE-ID;VALUE=DATE:20261224", "changes one occurrence")]
    [InlineData("UID:x\nDTSTART;VALUE=DATE:20261224\nRECURRENCE-ID;VALUE=DATE:20261224\nSTATUS:CANCELLED", "changes one occurrence")]
    [InlineData("UID:x\nDTSTART:20261224T100000Z\nDTEND;TZID=Asia/Tokyo:20261224T210000", "another zone")]
    [InlineData("UID:x\nDTSTART;TZID=Europe/Berlin:20261224T003000\nDURATION:PT1H\nRRULE:FREQ=DAILY\nEXDATE:20261224T233000Z", "another zone")]
    [InlineData("UID:x\nDTSTART;VALUE=DATE:20261224\nRDATE;VALUE=DATE:20261226", "RDATE")]
    [InlineData("UID:x\nDTSTART:20261224T100000Z\nDTEND:20261224T090000Z", "ends before it starts")]
    [InlineData("UID:x\nSUMMARY:Nowhen", "no DTSTART")]
    public void What_cannot_be_kept_whole_is_refused_by_its_line(string body, string why)
    {
        var rule = Only(body);
        Assert.Null(rule.Schedule);
        Assert.Equal(4, rule.Line);
        Assert.Contains(why, rule.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_one_event_takes_no_other_with_it()
    {
        const string Good = "BEGIN:VEVENT\nUID:x\nDTSTART;VALUE=DATE:20261224\nEND:VEVENT\n";
        var text = $"BEGIN:VCALENDAR\nVERSION:2.0\n{Good}BEGIN:VEVENT\nUID:x\nDTSTART:yesterday\nEND:VEVENT\n{Good}"
            + "BEGIN:VEVENT\nUID:z\nDTSTART;VALUE=DATE:20261224\nEND:VCALENDAR\n";
        Assert.Equal([(3, true), (7, false), (11, true), (15, false)],
            CalendarImport.Read(text, "UTC").Rules.Select(r => (r.Line, r.Schedule is not null)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("BEGIN:VEVENT\nEND:VEVENT")]
    [InlineData("BEGIN:VCALENDAR\nEND:VCALENDAR")]
    [InlineData("<html>")]
    public void What_is_no_calendar_is_told_so(string text)
    {
        var (rules, wrong) = CalendarImport.Read(text, "UTC");
        Assert.Empty(rules);
        Assert.Contains("iCalendar file", wrong, StringComparison.Ordinal);
    }

    private static ImportedRule Only(string body)
    {
        var text = $"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\nBEGIN:VEVENT\n{body}\nEND:VEVENT\nEND:VCALENDAR\n";
        var (rules, wrong) = CalendarImport.Read(text.ReplaceLineEndings("\r\n"), "Europe/Berlin");
        Assert.Equal("", wrong);
        return Assert.Single(rules);
    }

    private static DateTimeOffset At(int day) => new(2026, 1, day, 0, 0, 0, TimeSpan.Zero);
}
