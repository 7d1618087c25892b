using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Plimsoll.Files.Api;
using Plimsoll.Server.Tests.Browser;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>What docs/handbook/tour-of-failover.md shows: every command typed into one bash, and what it prints compared.</summary>
public sealed class TheTourOfFailover(Chromium chromium)
{
    [Fact]
    public async Task It_is_walked_from_an_empty_folder_to_the_end()
    {
        await using var tour = await HouseOfTheTour.Open(chromium);
        await tour.Next();
        await ADatabaseAndItsReplica(tour);
        await TheFirstServer(tour);
        await ThreeServersBehindNginx(tour);
        await AServerIsKilled(tour);
        await TheDatabaseFailsOver(tour);
        await tour.Next();
        await tour.Next();
        Assert.True(tour.IsOver);
        Assert.Equal(["1.1.0", "1.2.0"], tour.Hosts.Ledger().Select(line => line.Split(' ')[2]).Distinct());
    }

    private static Task ADatabaseAndItsReplica(HouseOfTheTour tour) => tour.Next();

    private static async Task TheFirstServer(HouseOfTheTour tour)
    {
        await tour.Next();
        await tour.Introduce("1.1.0", "1.2.0");
        var link = (await tour.Next()).Split('\n').First(line => line.StartsWith("http", StringComparison.Ordinal));
        await tour.Browser.GotoAsync(link);
        await tour.Browser.FillAsync("#name", "Ada");
        await tour.Browser.FillAsync("#email", HouseOfTheTour.Mail);
        await tour.Browser.FillAsync("#password", HouseOfTheTour.Password);
        await tour.Browser.ClickAsync("button");
        await tour.Next();
    }

    private static async Task ThreeServersBehindNginx(HouseOfTheTour tour)
    {
        await tour.Next();
        var signin = tour.Next();
        await tour.SignsIn();
        await signin;
        await tour.Next();
        await tour.Next();
        await WhoeverChangedSomethingSeesItEverywhere(tour);
    }

    /// <summary>Each answer comes from the next server; nginx sends none back to the one before.</summary>
    private static async Task WhoeverChangedSomethingSeesItEverywhere(HouseOfTheTour tour)
    {
        using var http = tour.Program();
        var answered = new HashSet<string>();
        for (var round = 0; round < 6; round++)
        {
            using var placed = await http.PostAsJsonAsync("services/drill/staging/hold", new PlaceHoldBody($"look {round}"));
            Assert.True(placed.IsSuccessStatusCode, await placed.Content.ReadAsStringAsync());
            var hold = "";
            for (var reader = 0; reader < 2; reader++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "services/drill");
                request.Headers.Add("Plimsoll-Position", placed.Headers.GetValues("Plimsoll-Position").Single());
                using var shown = await http.SendAsync(request);
                hold = Regex.Match(await shown.Content.ReadAsStringAsync(), $"\"id\":\"([^\"]+)\",\"reason\":\"look {round}\"").Groups[1].Value;
                Assert.True(hold != "", $"{HouseOfTheTour.AnsweredBy(shown)} does not know what {HouseOfTheTour.AnsweredBy(placed)} was told.");
                answered.Add(HouseOfTheTour.AnsweredBy(shown));
            }

            using var lifted = await http.PostAsJsonAsync("services/drill/staging/lift", new LiftHoldBody(hold, "seen"));
            Assert.True(lifted.IsSuccessStatusCode, await lifted.Content.ReadAsStringAsync());
        }

        Assert.Equal(3, answered.Count);
    }

    private static async Task AServerIsKilled(HouseOfTheTour tour)
    {
        await tour.LooksAt("/incidents", fedBy: "7441");
        await tour.Browser.EvaluateAsync("window.mark = 'same page'");
        await tour.Next();
        Assert.Equal(Killing.TwoHosts.Expected("1.1.0").Order(), tour.Hosts.Ledger().Order());
        await Assertions.Expect(tour.Browser.Locator("main")).ToContainTextAsync("Nobody can pay");
        Assert.Equal("same page", await tour.Browser.EvaluateAsync<string>("window.mark"));
        await tour.Next();
        await tour.IsMailed("ada@example.test", "Nobody can pay");
    }

    private static async Task TheDatabaseFailsOver(HouseOfTheTour tour)
    {
        await tour.Next();
        Assert.Equal(Killing.TwoHosts.Expected("1.2.0").Order(), tour.Hosts.Ledger().Where(line => line.Contains(" 1.2.0 ")).Order());
        await Assertions.Expect(tour.Browser.Locator("main")).ToContainTextAsync("Nobody can pay");
        await tour.Next();
    }
}
