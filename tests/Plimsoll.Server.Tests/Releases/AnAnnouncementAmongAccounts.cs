using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Tests.Access;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Releases;

/// <summary>Where people sign in: who holds the role says that an announcement was read, and is told of by name.</summary>
public sealed class AnAnnouncementAmongAccounts
{
    private const string Which = "/releases/shop/1.1.0";
    private const string Waits = "Acknowledge the announcement of Shop 1.1.0";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_acknowledged_by_whoever_was_given_the_role_and_by_no_name_in_a_file()
    {
        await using var house = await Announced();
        Assert.Contains("Ask Fay.", await Acknowledged(house, await house.SignedInToken("Ada"), HttpStatusCode.Forbidden), StringComparison.Ordinal);
        // The node's own token is nobody who reads.
        await Acknowledged(house, house.NodeToken, HttpStatusCode.Forbidden);
        Assert.DoesNotContain(Waits, await Page(house, "Ada", "/"), StringComparison.Ordinal);
        Assert.Contains(Waits, await Page(house, "Fay", "/"), StringComparison.Ordinal);

        await Acknowledged(house, await house.SignedInToken("Fay"), HttpStatusCode.OK);

        Assert.DoesNotContain(Waits, await Page(house, "Fay", "/"), StringComparison.Ordinal);
        Assert.Contains("Fay acknowledged it as Support on Tue 24 Nov 2026, 14:36.", await Page(house, "Ada", Which), StringComparison.Ordinal);
        Assert.Contains("Fay has acknowledged the announcement of shop 1.1.0 at 2026-11-24 14:36 UTC",
            await Acknowledged(house, await house.SignedInToken("Fay"), HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_release_that_is_shipped_once_more_the_newest_announcement_is_the_one_to_read()
    {
        await using var house = await Announced();
        await Done(house, Walk("1.1.0", 1), new CancelShipment("later"));
        await Done(house, Walk("1.1.0", 2), new OpenShipment("shop", "1.1.0", 2));
        Assert.Contains(Waits, await Page(house, "Fay", "/"), StringComparison.Ordinal);
        Assert.Contains("Support has not acknowledged it yet.", await Page(house, "Ada", Which), StringComparison.Ordinal);

        await Announce(house, "1.1.0", 2);
        Assert.Single(Regex.Matches(await Page(house, "Fay", "/"), $"class=\"t\" href=\"{Which}#announcement\""));
        await Acknowledged(house, await house.SignedInToken("Fay"), HttpStatusCode.OK);

        Assert.DoesNotContain(Waits, await Page(house, "Fay", "/"), StringComparison.Ordinal);
        Assert.NotNull(house.Desk.World.Get<Shipment>(Walk("1.1.0", 2)).Announcement?.Acknowledged);
    }

    [Fact]
    public async Task Of_a_service_the_newest_is_asked_for_and_then_what_was_announced_before_it()
    {
        await using var house = await Announced();
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await Ship(house, "1.2.0");
        var asked = await Page(house, "Fay", "/");
        Assert.Contains("Acknowledge the announcement of Shop 1.2.0", asked, StringComparison.Ordinal);
        Assert.Contains("1 earlier one waits as well.", asked, StringComparison.Ordinal);
        Assert.DoesNotContain(Waits, asked, StringComparison.Ordinal);

        await Done(house, Walk("1.2.0", 1), new AcknowledgeAnnouncement(), "Fay");

        asked = await Page(house, "Fay", "/");
        Assert.Contains(Waits, asked, StringComparison.Ordinal);
        Assert.DoesNotContain("earlier one", asked, StringComparison.Ordinal);
    }

    private static async Task<string> Acknowledged(AccountsHouse house, string token, HttpStatusCode status)
    {
        using var program = house.Program(token);
        using var answer = await program.PostAsJsonAsync($"/api/v1{Which}/acknowledge-announcement", new { }, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return text;
    }

    private static async Task<string> Page(AccountsHouse house, string who, string path) =>
        WebUtility.HtmlDecode(await house.Browser(who).GetStringAsync(path, Stop));

    /// <summary>Ada is Release Manager and Fay is Support; the file names Hal, who has no account, as Support.</summary>
    private static async Task<AccountsHouse> Announced()
    {
        var house = await AccountsHouse.Open();
        await house.Join("Ada", "Release Manager");
        await house.Join("Fay", "Support");
        var service = Assert.Single(ServiceFileReader.Read(
            "plimsoll.yaml", SomeService.Yaml("shop", "Shop", "ask", "/nowhere", "/nowhere")).Services);
        await Done(house, Service.StreamOf("shop"),
            new DefineService(service with { People = service.People.Add("Support", ["Hal"]) }));
        var guide = Path.Combine(LiveHouse.Root(), "guides", "octoacme-release-and-deployment.md");
        await Done(house, GuideBook.Stream, new ApplyPlaybook(GuideCompiler.Compile("guide.md", await File.ReadAllBytesAsync(guide, Stop))));

        // Nothing is there to deploy: the walks stay where they are.
        await Done(house, Lane.StreamOf("shop", "staging"), new PlaceHold("shop", "staging", "hold-1", "a look first"));
        await Ship(house, "1.1.0");
        return house;
    }

    private static async Task Ship(AccountsHouse house, string version)
    {
        var stream = Release.StreamOf("shop", version);
        await Done(house, stream, new CreateRelease("shop", version, ReleaseType.Minor, "", null, ""));
        await Done(house, stream, new SealCandidate("c0ffee", "app.sh", "d1",
            house.Desk.World.Get<GuideBook>(GuideBook.Stream).NewestHash, ["Somebody Else"], []));
        await Done(house, Walk(version, 1), new OpenShipment("shop", version, 1));
        await Announce(house, version, 1);
    }

    private static async Task Announce(AccountsHouse house, string version, int walk)
    {
        var step = house.Desk.World.Get<Shipment>(Walk(version, walk)).Steps.Single(s => s.Concept == StepConcepts.Announce);
        await Done(house, Walk(version, walk), new AnnounceRelease(step.Id, ["eli@example.test"], $"Shop {version} is released", "") { AskedOf = ["Support"] });
    }

    private static StreamName Walk(string version, int number) =>
        Shipment.StreamOf(Shipment.IdOf("shop", version, number));

    private static async Task Done(AccountsHouse house, StreamName stream, Command command, string by = "Ada") =>
        Assert.IsType<Answer.Accepted>(await house.Desk.Send(stream, command, house.IdOf(by), Stop));
}
