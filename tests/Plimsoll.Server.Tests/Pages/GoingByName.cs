using System.Net.Http.Headers;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>Whoever types the name of something, as they know it from the command line, comes to its page.</summary>
public sealed class GoingByName
{
    [Fact]
    public async Task A_name_that_is_typed_leads_to_what_is_called_so()
    {
        await using var house = await House();
        await Declare(house);

        Assert.Equal("/incidents/INC-1", await There(house, "inc-1"));
        foreach (var release in (string[])["till 1.1.0", "Web Shop 1.1.0", "till@v1.1.0"])
            Assert.Equal("/releases/till/1.1.0", await There(house, release));
        Assert.Equal("/releases?service=till", await There(house, "TILL"));
        // No such release: those there are.
        Assert.Equal("/releases?service=till", await There(house, "till 9.9.9"));
        Assert.Equal("", await There(house, "nothing of that name"));
    }

    [Fact]
    public async Task The_id_of_a_deployment_leads_to_it_also_when_it_is_over()
    {
        const string id = "till-1.1.0-1-staging";
        await using var house = await House();
        await house.SignOff("till", "1.1.0");
        await house.Ship("till", "1.1.0");
        await house.Until(id, "succeeded");

        Assert.Equal($"/deployments/{id}", await There(house, id));
    }

    [Fact]
    public async Task The_palette_holds_what_goes_on_by_title_and_by_name()
    {
        await using var house = await House();
        await Declare(house);

        var palette = (await house.Get("Grace", "/")).Html.Split("id=\"palette\"")[1].Split("</dialog>")[0];

        Assert.Matches("href=\"/incidents/INC-1\">.*Guests cannot pay<span class=\"end mono dim\">INC-1</span>", palette);
        Assert.Matches("href=\"/releases/till/1.1.0\">.*Web Shop 1.1.0<span class=\"end mono dim\">till 1.1.0</span>", palette);
        Assert.Matches("href=\"/releases\\?service=till\">.*Web Shop<span class=\"end mono dim\">till</span>", palette);
    }

    private static async Task<LiveHouse> House()
    {
        var house = await LiveHouse.Open();
        await house.Adopt("till", "Web Shop", "ask");
        await house.Prepare("till", "1.1.0");
        return house;
    }

    private static Task Declare(LiveHouse house) =>
        house.Do("Ben", "incidents/declare", new { title = "Guests cannot pay", severity = "high", service = "till" });

    /// <summary>Where the browser is led; empty: it stays on the overview.</summary>
    private static async Task<string> There(LiveHouse house, string typed)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = house.Address };
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", house.Token);
        using var answer = await browser.GetAsync($"/?find={Uri.EscapeDataString(typed)}");
        return answer.Headers.Location is { } there ? $"{there}" : "";
    }
}
