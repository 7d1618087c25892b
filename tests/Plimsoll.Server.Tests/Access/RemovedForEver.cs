using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Files.Api;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Access;

/// <summary>What two people have removed is nowhere: not in a file, not in memory, not in what is made later.</summary>
public sealed class RemovedForEver
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Texts_are_gone_from_every_byte_of_the_data_folder_while_it_runs_and_after_a_restart()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        at.House.Services.GetRequiredService<SegmentStore>().Append(
            new Segment("kept/output", 1, 0, 40, at.House.Clock.GetUtcNow(), Encoding.UTF8.GetBytes($"said {PrivateHouse.Canary}\n")));
        await at.House.Services.GetRequiredService<InboundTable>().Add(
            new Delivered("github/shop/1f7c", "github", "shop", at.House.Clock.GetUtcNow(), $"Refused: {PrivateHouse.Canary}"),
            TimeSpan.FromDays(7), Stop);
        Assert.NotEmpty(FilesWith(at, PrivateHouse.Canary));
        var version = at.House.Desk.World.VersionOf(new("incident/INC-1"));

        var places = await Find(at, "Sam", PrivateHouse.Canary);
        Assert.Contains(places, p => p.StartsWith("message:", StringComparison.Ordinal));
        Assert.Contains("output:kept/output#1", places);
        Assert.Contains("webhook:github/shop/1f7c", places);
        await at.Post("Sam", "journal/removals/ask", new RemovalBody("a name that must not be here", [.. places]));
        await at.Post("Root", "journal/removals/1/confirm", new { });

        Assert.Empty(FilesWith(at, PrivateHouse.Canary));
        await MustHoldTogether(at, version);
        await at.House.Restart();
        await MustHoldTogether(at, version);
        Assert.Empty(FilesWith(at, PrivateHouse.Canary));
    }

    [Fact]
    public async Task One_person_alone_removes_nothing_and_neither_does_who_may_not()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        var places = await Find(at, "Sam", $"{PrivateHouse.Canary} title");
        Assert.Equal(HttpStatusCode.Forbidden, await Status(at, "Ada", "journal/removals/ask", new RemovalBody("why", [.. places])));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(at, "Vic", "journal/find", new FindBody(PrivateHouse.Canary)));
        await at.Post("Sam", "journal/removals/ask", new RemovalBody("why", [.. places]));

        foreach (var (who, status) in ((string, HttpStatusCode)[])
            [("Sam", HttpStatusCode.Forbidden), ("Ada", HttpStatusCode.Forbidden), ("Vic", HttpStatusCode.Forbidden)])
            Assert.Equal(status, await Status(at, who, "journal/removals/1/confirm", new { }));
        using (var node = at.House.Program(at.House.NodeToken))
        {
            node.DefaultRequestHeaders.Add("Plimsoll-Break-Glass", "alone%20at%20night");
            using var answer = await node.PostAsJsonAsync("/api/v1/journal/removals/1/confirm", new { }, Stop);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.NotEmpty(await Find(at, "Sam", $"{PrivateHouse.Canary} title"));
        await at.Post("Root", "journal/removals/1/refuse", new ReasonBody("it has to stay"));
        Assert.Equal(HttpStatusCode.Conflict, await Status(at, "Root", "journal/removals/1/confirm", new { }));
        Assert.NotEmpty(await Find(at, "Sam", $"{PrivateHouse.Canary} title"));
    }

    [Fact]
    public async Task What_is_left_of_a_fact_can_lose_another_text_later()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        var number = 0;
        foreach (var words in (string[])[$"{PrivateHouse.Canary} title", $"{PrivateHouse.Canary} symptoms"])
        {
            await at.Post("Sam", "journal/removals/ask", new RemovalBody("why", [.. await Find(at, "Sam", words)]));
            await at.Post("Root", $"journal/removals/{++number}/confirm", new { });
            Assert.Empty(FilesWith(at, words));
        }

        var shown = await Text(at, "Ada", "/api/v1/incidents/INC-1");
        Assert.Contains("(removed)", shown, StringComparison.Ordinal);
        Assert.True((await at.House.Services.GetRequiredService<IJournal>().Verify(Stop)).Intact);
    }

    [Fact]
    public async Task Two_removals_of_one_fact_confirmed_at_the_same_moment_both_take_their_text()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        string[] words = [$"{PrivateHouse.Canary} title", $"{PrivateHouse.Canary} symptoms"];
        foreach (var each in words)
            await at.Post("Sam", "journal/removals/ask", new RemovalBody("why", [.. await Find(at, "Sam", each)]));

        await Task.WhenAll(at.Post("Root", "journal/removals/1/confirm", new { }), at.Post("Root", "journal/removals/2/confirm", new { }));

        Assert.All(words, each => Assert.Empty(FilesWith(at, each)));
        Assert.True((await at.House.Services.GetRequiredService<IJournal>().Verify(Stop)).Intact);
    }

    [Theory]
    [InlineData("999999#/title"), InlineData("1#/nothing"), InlineData("somewhere"), InlineData("message:x")]
    public async Task A_place_where_nothing_stands_is_refused_when_it_is_asked_for(string place)
    {
        await using var at = await PrivateHouse.Open();
        Assert.Contains(await Status(at, "Sam", "journal/removals/ask", new RemovalBody("why", [place])),
            (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity]);
    }

    [Fact]
    public async Task What_a_fact_means_and_who_may_do_what_cannot_be_removed()
    {
        await using var at = await PrivateHouse.Open();
        await at.DeclarePrivate();
        var severity = (await Find(at, "Sam", "critical")).First(p => p.EndsWith("/severity", StringComparison.Ordinal));
        var role = (await Find(at, "Sam", "Security Lead")).First(p => p.EndsWith("/role", StringComparison.Ordinal));
        var commander = (await Find(at, "Sam", at.House.IdOf("Ada"))).First(p => p.EndsWith("/person", StringComparison.Ordinal));
        var service = (await Find(at, "Sam", "shop")).First(p => p.EndsWith("#/service", StringComparison.Ordinal));
        var hold = (await Find(at, "Sam", "INC-1")).First(p => p.EndsWith("#/incident", StringComparison.Ordinal));
        foreach (var place in (string[])[severity, role, commander, service, hold])
            Assert.Equal(HttpStatusCode.UnprocessableEntity,
                await Status(at, "Sam", "journal/removals/ask", new RemovalBody("why", [place])));
    }

    [Fact]
    public async Task The_reason_of_a_rollback_goes_wherever_the_incident_it_opened_repeats_it()
    {
        await using var at = await PrivateHouse.Open();
        var lane = Lane.StreamOf("shop", "production");
        foreach (var (version, digest) in ((string, string)[])[("1.0.0", "sha256:0"), ("1.1.0", "sha256:1")])
            await at.Sent(lane, new AdoptVersion("shop", "production", version, "artifact", digest, []), at.House.IdOf("Root"));
        await at.Sent(lane, new Rollback("roll-1", $"{PrivateHouse.Canary} pays twice"), at.House.IdOf("Root"));
        await PrivateHouse.Until(
            () => at.House.Desk.World.Get<Incident>(Incident.StreamOf("INC-1")).Timeline.Any(e => e.Detail.Contains(PrivateHouse.Canary)),
            "the incident of the rollback tells why");
        await at.Settled();

        var places = await Find(at, "Sam", PrivateHouse.Canary);
        Assert.Contains(places, p => p.EndsWith("/symptoms", StringComparison.Ordinal));
        await at.Post("Sam", "journal/removals/ask", new RemovalBody("why", [.. places]));
        await at.Post("Root", "journal/removals/1/confirm", new { });

        Assert.Empty(FilesWith(at, PrivateHouse.Canary));
        Assert.True((await at.House.Services.GetRequiredService<IJournal>().Verify(Stop)).Intact);
        Assert.DoesNotContain(PrivateHouse.Canary, await Text(at, "Root", "/api/v1/incidents/INC-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_has_left_is_forgotten_by_two_and_their_id_stays()
    {
        await using var at = await PrivateHouse.Open();
        var mail = AccountsHouse.MailOf("Ada");
        await at.DeclarePrivate();
        var id = at.House.IdOf("Ada");
        var accounts = at.House.Services.GetRequiredService<IdentityTable>();
        Assert.True(await accounts.Link("digest-of-hers", "https://id.example.test", id, at.House.Clock.GetUtcNow(), Stop));
        Assert.Equal(HttpStatusCode.Conflict, await Status(at, "Sam", "journal/removals/ask", new RemovalBody("asked to", Person: mail)));
        await at.Post("Root", $"access/people/{mail}/leave", new ReasonBody("left"));
        await at.Post("Sam", "journal/removals/ask", new RemovalBody("asked to", Person: mail));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(at, "Sam", "journal/removals/1/confirm", new { }));
        await at.Post("Root", "journal/removals/1/confirm", new { });
        // What the service's file says of its contacts is text like any other.
        await at.Post("Sam", "journal/removals/ask", new RemovalBody("asked to", [.. await Find(at, "Sam", mail)]));
        await at.Post("Root", "journal/removals/2/confirm", new { });

        Assert.Null(at.House.Roster.Find(id));
        Assert.Null(await accounts.PersonOf("digest-of-hers", Stop));
        Assert.Empty(FilesWith(at, mail));
        Assert.Contains(id, await Text(at, "Sam", "/api/v1/incidents/INC-1"), StringComparison.Ordinal);
        Assert.True((await at.House.Services.GetRequiredService<IJournal>().Verify(Stop)).Intact);
    }

    private static async Task MustHoldTogether(PrivateHouse at, long version)
    {
        Assert.Empty(await Find(at, "Root", PrivateHouse.Canary));
        Assert.True((await at.House.Services.GetRequiredService<IJournal>().Verify(Stop)).Intact);
        var export = await Text(at, "Root", "/api/v1/journal/export");
        Assert.DoesNotContain(PrivateHouse.Canary, export, StringComparison.Ordinal);
        Assert.True(Files.Journal.JournalFile.Verify(new StringReader(export)).Intact);
        Assert.True(at.House.Desk.World.VersionOf(new("incident/INC-1")) >= version);
        foreach (var path in (string[])["/api/v1/incidents/INC-1", "/incidents/INC-1", "/outbox"])
            Assert.DoesNotContain(PrivateHouse.Canary, await Text(at, "Root", path), StringComparison.Ordinal);
        Assert.Contains("\"severity\":\"critical\"", await Text(at, "Root", "/api/v1/incidents/INC-1"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> FilesWith(PrivateHouse at, string words) =>
        Directory.EnumerateFiles(at.House.DataFolder, "*", SearchOption.AllDirectories)
            // The lock of the folder lets nobody read it and holds nothing.
            .Where(file => Path.GetFileName(file) != "node.lock" && Bytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0);

    // The server has some of them open.
    private static byte[] Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static async Task<IReadOnlyList<string>> Find(PrivateHouse at, string who, string words)
    {
        using var client = at.House.Program(await at.House.SignedInToken(who));
        using var answer = await client.PostAsJsonAsync("/api/v1/journal/find", new FindBody(words), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<FoundView[]>(Stop))!.Select(f => f.Place)];
    }

    private static async Task<HttpStatusCode> Status(PrivateHouse at, string who, string path, object body)
    {
        using var client = at.House.Program(await at.House.SignedInToken(who));
        using var answer = await client.PostAsync($"/api/v1/{path}", JsonContent.Create(body, body.GetType()), Stop);
        return answer.StatusCode;
    }

    private static async Task<string> Text(PrivateHouse at, string who, string path)
    {
        using var client = at.House.Program(await at.House.SignedInToken(who));
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html, application/json");
        return await client.GetStringAsync(path, Stop);
    }
}
