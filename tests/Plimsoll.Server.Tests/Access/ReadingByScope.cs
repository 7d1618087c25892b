using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Tests.Live;

namespace Plimsoll.Server.Tests.Access;

/// <summary>At first a role reads all that is not private; an organisation can narrow it to what the role is held for.</summary>
public sealed partial class ReadingByScope
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_first_a_role_held_for_one_service_reads_the_others()
    {
        await using var at = await Open();
        Assert.Contains("tilltale", await Text(at, "Tess", "/incidents"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Status(at, "Tess", "/api/v1/releases/till/1.0.0"));
    }

    [Fact]
    public async Task Narrowed_no_endpoint_tells_a_role_of_another_service()
    {
        await using var at = await Open();
        await at.Post("Root", "access/reading", new ReadingBody(true, "contractors"));
        using var client = at.House.Program(await at.House.SignedInToken("Tess"));
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html, application/json");
        foreach (var row in Rights.All.Where(r => r.Method == "GET" && r.Verb is "see" && !r.Address.Contains("/lines") && r.Address != "/events"))
        {
            using var answer = await client.GetAsync(AddressOf(row), Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            // What was asked for stands in the answer that it is not there.
            if (row.Address.Contains('{')) Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            else Assert.False(OfTill().IsMatch(text), $"{row.Address} tells of it: {Around(text)}");
            Assert.DoesNotContain("tilltale", text, StringComparison.Ordinal);
        }

        Assert.Contains("shoptale", await Text(at, "Tess", "/incidents"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Status(at, "Tess", "/api/v1/releases/shop/1.0.0"));
        Assert.Contains("tilltale", await Text(at, "Olga", "/incidents"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Narrowed_live_events_tell_only_of_what_a_role_is_held_for()
    {
        await using var at = await Open();
        await at.Post("Root", "access/reading", new ReadingBody(true, "contractors"));
        using var told = await Listener.At(at.House.Address, await at.House.SignedInToken("Tess"), "/events");
        await at.Sent(Release.StreamOf("till", "1.1.0"), new CreateRelease("till", "1.1.0", ReleaseType.Minor, "", null, ""), at.House.IdOf("Olga"));
        await at.Sent(Release.StreamOf("shop", "1.1.0"), new CreateRelease("shop", "1.1.0", ReleaseType.Minor, "", null, ""), at.House.IdOf("Olga"));
        Assert.DoesNotContain("till", (await told.Next("moved")).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_responds_to_an_incident_of_another_service_sees_it_all_the_same()
    {
        await using var at = await Open();
        await at.Post("Root", "access/reading", new ReadingBody(true, "contractors"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(at, "Tess", "/api/v1/incidents/INC-2"));
        await at.Post("Olga", "incidents/INC-2/join-response", new JoinBody("tess@example.test", "Developers"));
        Assert.Equal(HttpStatusCode.OK, await Status(at, "Tess", "/api/v1/incidents/INC-2"));
    }

    [Fact]
    public async Task Only_an_administrator_changes_it_and_it_can_be_taken_back()
    {
        await using var at = await Open();
        using var olga = at.House.Program(await at.House.SignedInToken("Olga"));
        using var refused = await olga.PostAsJsonAsync("/api/v1/access/reading", new ReadingBody(true, "why"), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await at.Post("Root", "access/reading", new ReadingBody(true, "contractors"));
        await at.Post("Root", "access/reading", new ReadingBody(false, "they are gone"));
        Assert.Equal(HttpStatusCode.OK, await Status(at, "Tess", "/api/v1/releases/till/1.0.0"));
    }

    /// <summary>Two services, each with a release, a held lane and an incident; Tess is a developer of shop alone.</summary>
    private static async Task<PrivateHouse> Open()
    {
        var at = await PrivateHouse.Open();
        await at.Member("Tess", "Developers", "service/shop");
        foreach (var service in (string[])["shop", "till"])
        {
            await at.Sent(Release.StreamOf(service, "1.0.0"), new CreateRelease(service, "1.0.0", ReleaseType.Minor, "", null, ""), at.House.IdOf("Olga"));
            await at.Sent(Lane.StreamOf(service, "staging"), new PlaceHold(service, "staging", "hold-1", $"{service}tale hold"), at.House.IdOf("Olga"));
            await at.Post("Olga", "incidents/declare", new DeclareBody($"{service}tale", "medium", service));
        }

        await at.Settled();
        return at;
    }

    private static string AddressOf(Right row) => row.Address.Replace("{service}", "till").Replace("{version}", "1.0.0")
        .Replace("{id}", row.Address.Contains("incident") ? "INC-2" : row.Address.Contains("pages") ? "INC-2" : "till-staging-1")
        .Replace("{section}", "root-cause");

    private static async Task<HttpStatusCode> Status(PrivateHouse at, string who, string path)
    {
        using var client = at.House.Program(await at.House.SignedInToken(who));
        using var answer = await client.GetAsync(path, Stop);
        return answer.StatusCode;
    }

    private static async Task<string> Text(PrivateHouse at, string who, string path)
    {
        using var client = at.House.Program(await at.House.SignedInToken(who));
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return await client.GetStringAsync(path, Stop);
    }

    private static string Around(string text) => OfTill().Match(text) is { Success: true } m
        ? text[Math.Max(0, m.Index - 150)..Math.Min(text.Length, m.Index + 80)] : "";

    [GeneratedRegex("(?<![A-Za-z])till(?![A-Za-z])|INC-2(?![0-9])")]
    private static partial Regex OfTill();
}
