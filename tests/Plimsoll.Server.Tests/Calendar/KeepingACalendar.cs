using System.Net;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Incidents;

namespace Plimsoll.Server.Tests.Calendar;

/// <summary>The calendar by the command line, on one server whose clock is moved; it begins on Monday 5 January 2026, 09:30.</summary>
public sealed class KeepingACalendar
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Windows_freezes_slots_and_a_stopped_line_are_typed_shown_and_told()
    {
        await using var house = await IncidentHouse.Open();
        await house.Desk.Send(Release.StreamOf("storefront", "1.1.0"),
            new CreateRelease("storefront", "1.1.0", ReleaseType.Minor, "", null, ""), "Ben", Stop);
        Assert.Equal("Any time will do: there are no windows and no freeze is on", await Sentence(house));

        await house.Type("Grace", "calendar add-window usual --title \"Production window\" --start 2026-01-06T10:00 "
            + "--end 2026-01-06T12:00 --repeats FREQ=WEEKLY;BYDAY=TU,WE,TH --zone Europe/Berlin --scope service/storefront");
        await house.Type("Eli", "calendar add-freeze sale --title \"Winter sale\" --start 2026-01-05T08:00 --duration 2h --exempt patch");
        Assert.Equal("Production is frozen: Winter sale. One may ship again at Tue 6 Jan 2026, 09:00", await Sentence(house));
        Assert.Contains("Winter sale", (await house.Type("Grace", "calendar show")).Out, StringComparison.Ordinal);

        await house.Type("Eli", "calendar change sale --duration 1h");
        Assert.Equal("No window is open; the next opens at 2026-01-06 09:00 UTC", await Sentence(house));
        var (status, refused) = await house.Refused("Grace", "calendar/add-window", new RuleBody(
            "service/storefront", "odd", "Odd", "2026-01-07T10:00", "2026-01-07T12:00", "", "FREQ=WEEKLY;BYDAY=TU", [], "", []));
        Assert.Equal((HttpStatusCode.UnprocessableEntity,
            "It starts on Wed 2026-01-07, which is none of the days it repeats on; start it on the first of them."), (status, refused));

        await house.Type("Ben", "release book storefront 1.1.0 --start 2026-01-06T09:00Z --end 2026-01-06T10:00Z");
        await house.Type("Ben", "release move-slot storefront 1.1.0 slot-1 --start 2026-01-06T09:30Z --end 2026-01-06T10:30Z");
        Assert.Contains("its slot on production is 2026-01-06 09:30 to 10:30 UTC",
            (await house.Get<ReleaseDetail>("releases/storefront/1.1.0")).Blockers.Select(b => b.Sentence)
                .Single(s => s.Contains("slot", StringComparison.Ordinal)), StringComparison.Ordinal);

        await house.Type("Chidi", "calendar stop --reason \"orders are lost\"");
        Assert.Equal("The line of organisation is stopped: orders are lost", await Sentence(house));
        await house.Type("Grace", "calendar resume --reason \"found it\"");

        house.Clock.Advance(TimeSpan.FromHours(26));
        var slot = await Missed(house);
        Assert.Equal(("missed", "No candidate is sealed yet"), (slot.Status, slot.Note));
        Assert.Equal(["is planned", "has another time", "missed its slot"], await Mails(house));
        await house.Type("Eli", "calendar remove sale");
        Assert.Equal(["usual"], (await house.Get<CalendarView>("calendar")).Rules.Select(r => r.Id));
    }

    [Fact]
    public async Task Somebodys_file_becomes_freezes_and_changes_them_when_it_is_read_again()
    {
        await using var house = await IncidentHouse.Open();
        static string File(params string[] events) => "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n"
            + string.Concat(events.Select(e => $"BEGIN:VEVENT\r\n{e}\r\nEND:VEVENT\r\n")) + "END:VCALENDAR\r\n";
        async Task<IEnumerable<string>> Import(string file, bool dry = false)
        {
            var answer = await house.Post<ImportView>("Eli", "calendar/import", new ImportBody(
                "organisation", "freeze", "Europe/Berlin", ["patch"], file, dry));
            return answer.Events.Select(e => $"{e.Line} {e.Outcome} {e.Title}");
        }

        const string YearEnd = "UID:ye@example.org\r\nSUMMARY:Year end\r\nDTSTART;VALUE=DATE:20260105\r\nDTEND;VALUE=DATE:20260107";
        const string Hourly = "UID:h@example.org\r\nSUMMARY:Hourly\r\nDTSTART:20260105T100000Z\r\nDURATION:PT5M\r\nRRULE:FREQ=HOURLY";
        Assert.Equal(["4 added Year end", "10 refused Hourly"], await Import(File(YearEnd, Hourly), dry: true));
        Assert.Empty((await house.Get<CalendarView>("calendar")).Rules);
        Assert.Equal(["4 added Year end", "10 refused Hourly"], await Import(File(YearEnd, Hourly)));
        Assert.Equal("Production is frozen: Year end. One may ship again at Tue 6 Jan 2026, 23:00", await Sentence(house));
        Assert.Equal(["4 unchanged Year end"], await Import(File(YearEnd)));
        Assert.Equal(["4 changed Year end"], await Import(File(YearEnd.Replace("20260107", "20260106", StringComparison.Ordinal))));
        Assert.Equal("Production is frozen: Year end. One may ship again at Mon 5 Jan 2026, 23:00", await Sentence(house));
        Assert.Equal(["4 removed Year end"], await Import(File(YearEnd + "\r\nSTATUS:CANCELLED")));
        Assert.Empty((await house.Get<CalendarView>("calendar")).Rules);
    }

    private static async Task<string> Sentence(IncidentHouse house) =>
        (await house.Get<CalendarView>("calendar?service=storefront")).Sentence;

    private static async Task<SlotView> Missed(IncidentHouse house)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if ((await house.Get<CalendarView>("calendar")).Slots.Single() is { Status: not "booked" } slot) return slot;
            await Task.Delay(100, Stop);
        }
        throw new TimeoutException("The slot was never missed.");
    }

    /// <summary>What the audience was told of the release, in order.</summary>
    private static async Task<string[]> Mails(IncidentHouse house)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var found = (await house.Get<OutboxView[]>("outbox")).Where(m => m.To.Contains("eli@example.test")
                && m.Title.StartsWith("Storefront 1.1.0 ", StringComparison.Ordinal)).Select(m => m.Title["Storefront 1.1.0 ".Length..]).ToArray();
            if (found.Length >= 3) return [.. found.Order(Comparer<string>.Create((a, b) => Rank(a) - Rank(b)))];
            await Task.Delay(100, Stop);
        }
        throw new TimeoutException("Too few mails.");
    }

    private static int Rank(string title) => Array.IndexOf(["is planned", "has another time", "missed its slot"], title);
}
