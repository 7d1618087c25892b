using System.Net;
using Mailsink;
using MimeKit;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Access;

/// <summary>Facts hold ids; mail finds the people behind them by the table of people.</summary>
public sealed class WhoIsReached : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Sink _sink = null!;

    public async ValueTask InitializeAsync() =>
        _sink = await Sink.Start(_folder.Path, 0, 0, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Who_is_typed_by_name_or_address_stands_in_facts_by_id_and_gets_the_mail()
    {
        await using var house = await AccountsHouse.Open("127.0.0.1", _sink.SmtpPort);
        await house.Enrol("Ada", AccountsHouse.MailOf("Ada"), "Release Manager");
        await house.Enrol("Ben", AccountsHouse.MailOf("Ben"), "Developers");
        using var ada = house.Program(await house.SignedInToken("Ada"));
        await house.Post(ada, "incidents/declare", new { title = "Checkout fails", severity = "high" });
        await Sent(house.Post(ada, "incidents/INC-1/offer-command", new { person = "ben" }));
        await Sent(house.Post(ada, "incidents/INC-1/join-response", new { person = "ben@example.test", role = "Developers" }));

        var incident = house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1"));
        Assert.Equal((house.IdOf("Ben"), house.IdOf("Ben")), (incident.Lead.Offered, Assert.Single(incident.Team).Person));
        Assert.Contains("ben@example.test", (await MailWith("You are asked to lead")).To.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_goes_to_addresses_and_no_fact_holds_one()
    {
        await using var house = await AccountsHouse.Open("127.0.0.1", _sink.SmtpPort);
        await house.Enrol("Ada", AccountsHouse.MailOf("Ada"), "Release Manager");
        using var ada = house.Program(await house.SignedInToken("Ada"));
        await house.Post(ada, "incidents/declare", new { title = "Checkout fails", severity = "low" });
        await Sent(house.Post(ada, "incidents/INC-1/take-command", new { }));
        await house.Desk.Send(Incident.StreamOf("INC-1"), new GivenResolved(), "system:test", CancellationToken.None);
        await Sent(house.Post(ada, "incidents/INC-1/schedule-retrospective", new { start = "+20h", minutes = 60, attendees = Array.Empty<string>() }));

        var mail = await MailWith("Retrospective of INC-1");
        var calendar = mail.BodyParts.OfType<TextPart>().Single(part => part.ContentType.MimeType == "text/calendar").Text;
        Assert.Contains("mailto:ada@example.test", calendar.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using var root = house.Program(await house.SignedInToken("Root"));
        Assert.DoesNotContain("example.test", await root.GetStringAsync("/api/v1/journal/export"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_says_times_in_the_zone_its_reader_chose_with_utc_beside_them()
    {
        await using var house = await AccountsHouse.Open("127.0.0.1", _sink.SmtpPort);
        await house.Enrol("Ada", AccountsHouse.MailOf("Ada"), "Release Manager");
        await house.Enrol("Ben", AccountsHouse.MailOf("Ben"), "Developers");
        using var ada = house.Program(await house.SignedInToken("Ada"));
        using var ben = house.Program(await house.SignedInToken("Ben"));
        using (var refused = await house.Post(ben, "access/zone", new { zone = "Europe/Berlim" }))
            Assert.Contains("Did you mean Europe/Berlin?", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var said = await house.Post(ben, "access/zone", new { zone = "Europe/Berlin" }))
            Assert.Equal(HttpStatusCode.NoContent, said.StatusCode);
        await house.Post(ada, "incidents/declare", new { title = "Checkout fails at 14:30 UTC", severity = "high" });
        await Sent(house.Post(ada, "incidents/INC-1/offer-command", new { person = "ben" }));
        await Sent(house.Post(ben, "incidents/INC-1/offer-command", new { person = "ada" }));

        Assert.Contains("15:30 Europe/Berlin (14:30 UTC)", (await MailTo("ben@")).TextBody, StringComparison.Ordinal);
        Assert.Contains("fails at 14:30 UTC", (await MailTo("ada@")).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_from_another_address_of_a_person_are_theirs_until_they_are_erased()
    {
        await using var house = await AccountsHouse.Open();
        var ada = await house.Enrol("Ada", AccountsHouse.MailOf("Ada"), "Developers");
        await house.Enrol("Ben", AccountsHouse.MailOf("Ben"), "Developers");
        using var root = house.Program(await house.SignedInToken("Root"));
        using (var taken = await house.Post(root, "access/people/ada@example.test/addresses", new { addresses = new[] { "ben@example.test" } }))
            Assert.Contains("Ben has ben@example.test", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Sent(house.Post(root, "access/people/ada@example.test/addresses", new { addresses = new[] { "ada@home.test" } }));

        Assert.Equal(ada, house.Roster.AuthorOf("A. Lovelace", "Ada@Home.test"));
        Assert.Contains("ada@home.test", await root.GetStringAsync("/api/v1/access/people"), StringComparison.Ordinal);
        Assert.DoesNotContain("home.test", await root.GetStringAsync("/api/v1/journal/export"), StringComparison.Ordinal);
        var form = await house.Submit("Root", "/settings/people", $"/settings/people/{ada[2..]}/addresses", ("addresses", ""));
        Assert.Equal(HttpStatusCode.Redirect, form.StatusCode);
        Assert.NotEqual(ada, house.Roster.AuthorOf("A. Lovelace", "ada@home.test"));
    }

    private static async Task Sent(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    // The sender is another thread of the server; it is waited for, not timed.
    private Task<MimeMessage> MailWith(string words) =>
        Mail(mail => mail.Subject?.Contains(words, StringComparison.Ordinal) == true);

    private Task<MimeMessage> MailTo(string words) =>
        Mail(mail => mail.To.ToString().Contains(words, StringComparison.Ordinal));

    private async Task<MimeMessage> Mail(Func<MimeMessage, bool> meant)
    {
        while (true)
        {
            foreach (var file in Directory.EnumerateFiles(_folder.Path, "*.eml"))
                if (await MimeMessage.LoadAsync(file) is var mail && meant(mail))
                    return mail;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private sealed record GivenResolved : IncidentCommand
    {
        public override Core.Kernel.Ruling<IncidentEvent> Decide(Incident incident, Core.Kernel.Moment now) => new IncidentResolved("");
    }
}
