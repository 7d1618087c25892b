using System.Net;
using System.Text.RegularExpressions;
using Plimsoll.Core.Access;
using Plimsoll.Server.Tests.Access;

namespace Plimsoll.Server.Tests.Calendar;

/// <summary>A calendar program knows an address and nothing else: it reads by it, and nothing but the calendar.</summary>
public sealed class SubscribingToACalendar
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_address_shows_the_calendar_to_whoever_has_it_until_it_is_ended()
    {
        await using var house = await AccountsHouse.Open();
        await house.Enrol("Ada", AccountsHouse.MailOf("Ada"), "Release Manager");
        using var ada = house.Program(await house.SignedInToken("Ada"));
        await Done(house.Post(ada, "calendar/add-freeze", new
        {
            scope = "organisation", id = "year-end", title = "Year end; closed, all", start = "2026-12-18T00:00", end = "2027-01-04T00:00",
            duration = "", repeats = "", except = Array.Empty<string>(), zone = "Europe/Berlin", exempt = Array.Empty<string>(),
        }));
        var address = (await AccountsHouse.Json(await Done(house.Post(ada, "calendar/feed", new { service = "" })))).GetProperty("url").GetString() ?? "";
        using var program = new HttpClient();

        using var first = await program.GetAsync(address, Stop);
        var text = await first.Content.ReadAsStringAsync(Stop);
        Assert.Equal("text/calendar; charset=utf-8", first.Content.Headers.ContentType?.ToString());
        foreach (var line in (string[])[
            "METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT15M", "SUMMARY:Freeze: Year end\\; closed\\, all",
            "DTSTART:20261217T230000Z", "DTEND:20270103T230000Z", "SEQUENCE:0", "TRANSP:TRANSPARENT"])
            Assert.Contains($"\r\n{line}\r\n", text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
        using var same = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await program.SendAsync(same, Stop)).StatusCode);

        // The secret of the address is no token: it lets nobody in.
        var secret = address[(address.LastIndexOf('/') + 1)..^".ics".Length];
        using var asToken = house.Program(secret);
        Assert.Equal(HttpStatusCode.Unauthorized, (await asToken.GetAsync("/api/v1/calendar", Stop)).StatusCode);
        // And a token is no address.
        Assert.Equal(HttpStatusCode.NotFound,
            (await program.GetAsync(address.Replace(secret, await house.SignedInToken("Ada"), StringComparison.Ordinal), Stop)).StatusCode);

        var listed = (await AccountsHouse.Json(await ada.GetAsync("/api/v1/access/tokens", Stop))).EnumerateArray()
            .Single(t => t.GetProperty("may").GetString() == "read its calendar");
        await Done(house.Post(ada, $"access/tokens/{listed.GetProperty("id").GetString()}/revoke", new { }));
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync(address, Stop)).StatusCode);
    }

    [Fact]
    public async Task Who_has_left_reads_no_more()
    {
        await using var house = await AccountsHouse.Open();
        var id = await house.Enrol("Ada", AccountsHouse.MailOf("Ada"), "Developers", "service/shop");
        using var ada = house.Program(await house.SignedInToken("Ada"));
        var address = (await AccountsHouse.Json(await Done(house.Post(ada, "calendar/feed", new { })))).GetProperty("url").GetString() ?? "";
        using var program = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(address, Stop)).StatusCode);

        await house.Desk.Send(Organisation.Stream, new PersonLeaves(id, "moved on"), house.IdOf("Root"), Stop);

        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync(address, Stop)).StatusCode);
    }

    [Fact]
    public async Task The_page_shows_a_new_address_once()
    {
        await using var house = await AccountsHouse.Open();
        var made = await house.Submit("Root", "/calendar?view=agenda", "/calendar/subscribe", ("service", ""));
        var address = Regex.Match(await made.Content.ReadAsStringAsync(Stop), "http[^<]*/calendar/plm_[^<]*\\.ics").Value;
        using var program = new HttpClient();
        Assert.Contains("BEGIN:VCALENDAR", await program.GetStringAsync(address, Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("plm_", await house.Browser("Root").GetStringAsync("/calendar?view=agenda", Stop), StringComparison.Ordinal);
        var wrong = await house.Submit("Root", "/calendar?view=agenda", "/calendar/subscribe", ("service", "nowhere"));
        Assert.NotEqual(HttpStatusCode.OK, wrong.StatusCode);
    }

    private static async Task<HttpResponseMessage> Done(Task<HttpResponseMessage> asked)
    {
        var answer = await asked;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return answer;
    }
}
