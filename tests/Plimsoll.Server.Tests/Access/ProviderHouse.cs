using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Tests.Access;

/// <summary>The whole server, and a real provider beside it that Root has set on the settings page.</summary>
public sealed partial class ProviderHouse : IAsyncDisposable
{
    private ProviderHouse(AccountsHouse house, RealProvider provider) => (House, Provider) = (house, provider);

    public AccountsHouse House { get; }

    public RealProvider Provider { get; }

    public static async Task<ProviderHouse> Open(params (string, string)[] fields)
    {
        RealProvider.MustBeThere();
        // The provider lives in real time, and what it signs is good for minutes of it.
        var house = await AccountsHouse.Open(clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        var provider = await RealProvider.Start(new Uri(house.Address, ProviderSignIn.BackPath).ToString());
        var both = new ProviderHouse(house, provider);
        await both.Configure(fields);
        Assert.NotNull(house.Roster.Organisation.Provider);
        return both;
    }

    /// <summary>Sends the form of the settings page, with some fields as given.</summary>
    public async Task<string> Configure(params (string Name, string Value)[] fields)
    {
        var all = new Dictionary<string, string>
        {
            ["name"] = "OctoAcme", ["issuer"] = Provider.Issuer, ["client"] = RealProvider.ClientId,
            ["secret"] = RealProvider.Secret, ["scopes"] = "openid profile email groups", ["claim"] = "groups",
        };
        foreach (var (name, value) in fields) all[name] = value;
        await House.Submit("Root", "/settings/sign-in", "/settings/sign-in/provider", [.. all.Select(f => (f.Key, f.Value))]);
        return WebUtility.HtmlDecode(await House.Browser("Root").GetStringAsync("/settings/sign-in"));
    }

    public async Task Map(string group, string role, string scope = "organisation") => Assert.Equal(HttpStatusCode.Redirect,
        (await House.Submit("Root", "/settings/sign-in", "/settings/sign-in/groups",
            ("group", group), ("role", role), ("scope", scope))).StatusCode);

    /// <summary>All the way: to the provider, its form, and back. The answer is that of this server.</summary>
    public async Task<HttpResponseMessage> SignIn(HttpClient browser, string login, string query = "to=/releases") =>
        await browser.GetAsync(await ToTheDoor(browser, login, query));

    /// <summary>As far as the address the provider leads back to, which is not asked yet.</summary>
    public async Task<Uri> ToTheDoor(HttpClient browser, string login, string query = "to=/releases")
    {
        var answer = await browser.GetAsync($"/sign-in/with?{query}");
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return await Back(browser, login, answer.Headers.Location!);
    }

    /// <summary>The same from a form of a page of ours, which goes on to the provider by itself.</summary>
    public async Task<HttpResponseMessage> Tie(
        HttpClient browser, string page, string login, params (string, string)[] fields)
    {
        var answer = await AccountsHouse.Fill(browser, page,
            page == "/settings/sign-in" ? "/settings/sign-in/tie" : "/sign-in/with", fields);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, html);
        var to = WebUtility.HtmlDecode(GoesOn().Match(html).Groups[1].Value);
        return await browser.GetAsync(await Back(browser, login, new Uri(to)));
    }

    private async Task<Uri> Back(HttpClient browser, string login, Uri to)
    {
        var back = await Provided(browser, to, login);
        House.Clock.SetUtcNow(TimeProvider.System.GetUtcNow() > House.Clock.GetUtcNow()
            ? TimeProvider.System.GetUtcNow() : House.Clock.GetUtcNow());
        return back;
    }

    /// <summary>What the page says that somebody is left before.</summary>
    public static async Task<string> Told(HttpResponseMessage answer) => WebUtility.HtmlDecode(
        Lead().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value);

    public static string[] Roles(AccountsHouse house, string person) =>
        [.. house.Roster.Organisation.Find(person)!.Grants.Select(g => $"{g.Role} for {g.Scope}").Order()];

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        await Provider.DisposeAsync();
    }

    // Follows the provider, fills its form when it shows one, and stops where it leads back.
    private async Task<Uri> Provided(HttpClient browser, Uri to, string login)
    {
        for (var step = 0; step < 12; step++)
        {
            if (to.Authority == House.Address.Authority) return to;
            var answer = await browser.GetAsync(to);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                var action = Form().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value;
                answer = await browser.PostAsync(new Uri(to, action), new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["prompt"] = "login", ["login"] = login, ["password"] = "any",
                }));
            }

            Assert.True(answer.Headers.Location is not null, await answer.Content.ReadAsStringAsync());
            to = new Uri(to, answer.Headers.Location!);
        }

        throw new InvalidOperationException($"The provider goes on leading to {to}.");
    }

    [GeneratedRegex("content=\"0; url=([^\"]+)\"")]
    private static partial Regex GoesOn();

    [GeneratedRegex("<form[^>]*action=\"([^\"]+)\"")]
    private static partial Regex Form();

    [GeneratedRegex("<p class=\"dim\">(.*?)</p>", RegexOptions.Singleline)]
    private static partial Regex Lead();
}
