using System.Net;
using System.Web;
using Plimsoll.Server.Access;
using Plimsoll.Server.Connectors.OpenId;
using static Plimsoll.Server.Tests.Access.ProviderHouse;

namespace Plimsoll.Server.Tests.Access;

/// <summary>Answers and tokens that are not what they should be, from a real provider that signs what it is told to.</summary>
public sealed class ForgedSignIns
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly (string Which, string Told)[] Tokens =
    [
        ("another nonce", "made for another sign-in"),
        ("no nonce", "made for another sign-in"),
        ("another audience", "made for somebody else"),
        ("several audiences", "made for somebody else as well"),
        ("another party", "does not fit the answer"),
        ("over", "not of now"),
        ("without end", "not of now"),
        ("of tomorrow", "not of now"),
        ("another issuer", "another issuer"),
        ("issuer with a slash", "another issuer"),
        ("unsigned", "is not trusted"),
        ("signed with the client secret", "is not trusted"),
        ("signed by somebody else", "signature of its token is wrong"),
        ("another access token", "does not fit the answer"),
        ("another subject", "did not say who you are"),
    ];

    [Fact]
    public async Task A_token_that_is_not_of_this_sign_in_lets_nobody_in()
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Viewer");
        await both.Provider.People("ada-1", "ada@example.test");
        foreach (var (which, told) in Tokens)
        {
            using var browser = both.House.Stranger();
            var (claims, alg, own) = Forgery(which, both.Provider.Issuer);
            await both.Provider.Forge(claims, alg, own);

            var answer = await both.SignIn(browser, "ada-1");

            var words = await Told(answer);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden && words.Contains(told), $"{which}: {answer.StatusCode} {words}");
            Assert.StartsWith("/sign-in", (await browser.GetAsync("/releases", Stop)).Headers.Location?.OriginalString);
            // The same person, unforged, comes in: nothing else was in the way.
            Assert.Equal(HttpStatusCode.OK, (await both.SignIn(browser, "ada-1")).StatusCode);
        }
    }

    [Fact]
    public async Task Two_minutes_between_the_clocks_are_borne()
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Viewer");
        await both.Provider.People("ada-1", "ada@example.test");
        foreach (var (claims, status) in ((object, HttpStatusCode)[])
            [(new { exp = Seconds(Now.AddSeconds(-60)) }, HttpStatusCode.OK), (new { exp = Seconds(Now.AddSeconds(-180)) }, HttpStatusCode.Forbidden)])
        {
            using var browser = both.House.Stranger();
            await both.Provider.Forge(claims);
            var back = await both.ToTheDoor(browser, "ada-1");
            both.House.Clock.SetUtcNow(Now > both.House.Clock.GetUtcNow() ? Now : both.House.Clock.GetUtcNow());
            Assert.Equal(status, (await browser.GetAsync(back, Stop)).StatusCode);
        }
    }

    [Fact]
    public async Task Another_key_is_learnt_when_it_is_met_and_unknown_ones_cost_the_provider_little()
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Viewer");
        await both.Provider.People("ada-1", "ada@example.test");
        async Task<HttpStatusCode> Try()
        {
            using var browser = both.House.Stranger();
            return (await both.SignIn(browser, "ada-1")).StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await Try());
        await both.Provider.Rotate("second");
        both.House.Clock.Advance(ProviderMetadata.BetweenRefreshes);
        Assert.Equal(HttpStatusCode.OK, await Try());

        var before = await both.Provider.Asked();
        await both.Provider.Rotate("third");
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Forbidden, await Try());
        Assert.Equal(before, await both.Provider.Asked());
        both.House.Clock.Advance(ProviderMetadata.BetweenRefreshes);
        Assert.Equal(HttpStatusCode.OK, await Try());
        Assert.Equal(before + 2, await both.Provider.Asked());
    }

    [Fact]
    public async Task An_answer_works_once_also_with_the_cookie_put_back()
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Viewer");
        await both.Provider.People("ada-1", "ada@example.test");
        var cookies = new CookieContainer();
        using var browser = both.House.Stranger(cookies);
        var back = await both.ToTheDoor(browser, "ada-1");
        var kept = TicketOf(cookies, both);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(back, Stop)).StatusCode);

        var again = await browser.GetAsync(back, Stop);
        cookies.Add(new Uri(both.House.Address, "/sign-in"), new Cookie(kept.Name, kept.Value, "/sign-in"));
        var putBack = await browser.GetAsync(back, Stop);

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [again.StatusCode, putBack.StatusCode]);
        Assert.Contains("has not begun this sign-in", await Told(putBack));
    }

    [Fact]
    public async Task A_code_that_was_used_is_refused_by_the_provider_and_said_in_plain_words()
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Viewer");
        await both.Provider.People("ada-1", "ada@example.test");
        using var browser = both.House.Stranger();
        var used = await both.ToTheDoor(browser, "ada-1");
        await browser.GetAsync(used, Stop);
        var fresh = await both.ToTheDoor(browser, "ada-1");

        var answer = await browser.GetAsync(With(fresh, "code", Query(used, "code")), Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("does not take this sign-in any more", await Told(answer));
    }

    [Fact]
    public async Task Nobody_is_signed_in_by_somebody_elses_answer()
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Viewer");
        await both.House.Invite("Eve", "Viewer");
        await both.Provider.People(
            ("ada-1", RealProvider.Somebody("ada@example.test")), ("eve-1", RealProvider.Somebody("eve@example.test")));
        using var eve = both.House.Stranger();
        var hers = await both.ToTheDoor(eve, "eve-1");
        using var ada = both.House.Stranger();

        var unasked = await ada.GetAsync(hers, Stop);
        var own = await both.ToTheDoor(ada, "ada-1");
        var mixed = await ada.GetAsync(hers, Stop);
        own = await both.ToTheDoor(ada, "ada-1");
        // Her code under Ada's own state: only who began with it has what the code was bound to.
        var injected = await ada.GetAsync(With(own, "code", Query(hers, "code")), Stop);

        foreach (var answer in (HttpResponseMessage[])[unasked, mixed, injected])
        {
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [], c => c.Contains("plimsoll-session"));
        }

        Assert.StartsWith("/sign-in", (await ada.GetAsync("/releases", Stop)).Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("http://localhost:1")]
    [InlineData("")]
    public async Task An_answer_of_another_provider_is_refused_before_its_code_is_sent_anywhere(string issuer)
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Viewer");
        await both.Provider.People("ada-1", "ada@example.test");
        using var browser = both.House.Stranger();
        var back = await both.ToTheDoor(browser, "ada-1");

        var answer = await browser.GetAsync(With(back, "iss", issuer), Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("is not from OctoAcme", await Told(answer));
    }

    [Fact]
    public async Task A_sign_in_that_took_too_long_or_whose_cookie_was_changed_begins_again()
    {
        await using var both = await Open();
        await both.Provider.People("ada-1", "ada@example.test");
        using var slow = both.House.Stranger();
        var late = await both.ToTheDoor(slow, "ada-1");
        both.House.Clock.Advance(Tickets.Lifetime);
        var cookies = new CookieContainer();
        using var forging = both.House.Stranger(cookies);
        var back = await both.ToTheDoor(forging, "ada-1");
        var cookie = TicketOf(cookies, both);
        cookie.Value = cookie.Value[..^4] + "AAAA";

        foreach (var answer in (HttpResponseMessage[])[await slow.GetAsync(late, Stop), await forging.GetAsync(back, Stop)])
            Assert.Contains("has not begun this sign-in", await Told(answer));
    }

    [Fact]
    public async Task What_the_provider_refuses_is_told_in_plain_words()
    {
        await using var both = await Open();
        await both.Provider.People("ada-1", "ada@example.test");
        foreach (var (error, told) in ((string, string)[])
            [("access_denied", "did not let you in"), ("temporarily_unavailable", "trouble of its own"),
                ("<script>alert(1)</script>", "refused with `scriptalert1script`")])
        {
            using var browser = both.House.Stranger();
            var back = await both.ToTheDoor(browser, "ada-1");
            Assert.Contains(told, await Told(await browser.GetAsync(With(With(back, "error", error), "code", ""), Stop)));
        }
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task Coming_back_leads_to_this_server_only(string to)
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Viewer");
        await both.Provider.People("ada-1", "ada@example.test");
        using var browser = both.House.Stranger();
        var answer = await both.SignIn(browser, "ada-1", $"to={Uri.EscapeDataString(to)}");
        Assert.Contains("content=\"0; url=/\"", await answer.Content.ReadAsStringAsync(Stop));
    }

    private static (object Claims, string Alg, bool Own) Forgery(string which, string issuer) => which switch
    {
        "another nonce" => (new { nonce = "another" }, "RS256", true),
        "no nonce" => (new { nonce = (string?)null }, "RS256", true),
        "another audience" => (new { aud = "somebody else" }, "RS256", true),
        "several audiences" => (new { aud = new[] { RealProvider.ClientId, "somebody else" } }, "RS256", true),
        "another party" => (new { azp = "somebody else" }, "RS256", true),
        "over" => (new { exp = Seconds(Now.AddHours(-1)) }, "RS256", true),
        "without end" => (new { exp = (long?)null }, "RS256", true),
        "of tomorrow" => (new { iat = Seconds(Now.AddDays(1)), exp = Seconds(Now.AddDays(2)) }, "RS256", true),
        "another issuer" => (new { iss = "http://localhost:1" }, "RS256", true),
        "issuer with a slash" => (new { iss = issuer + "/" }, "RS256", true),
        "unsigned" => (new { }, "none", true),
        "signed with the client secret" => (new { }, "HS256", true),
        "signed by somebody else" => (new { }, "RS256", false),
        "another access token" => (new { at_hash = "AAAAAAAAAAAAAAAAAAAAAA" }, "RS256", true),
        "another subject" => (new { sub = "root-1" }, "RS256", true),
        _ => throw new ArgumentOutOfRangeException(nameof(which), which, "No such forgery."),
    };

    private static long Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds();

    private static Cookie TicketOf(CookieContainer cookies, ProviderHouse both) =>
        cookies.GetCookies(new Uri(both.House.Address, "/sign-in/back")).Single(c => c.Name.StartsWith("plimsoll-sign-in-"));

    private static string Query(Uri address, string name) => HttpUtility.ParseQueryString(address.Query)[name]!;

    private static Uri With(Uri address, string name, string value)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        if (value == "") query.Remove(name);
        else query[name] = value;
        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }
}
