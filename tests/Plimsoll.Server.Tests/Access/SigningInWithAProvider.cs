using System.Net;
using Plimsoll.Core.Access;
using Plimsoll.Server.Access;
using static Plimsoll.Server.Tests.Access.ProviderHouse;

namespace Plimsoll.Server.Tests.Access;

/// <summary>Who somebody is whom a real provider has proven: the first time, the next times, and never again.</summary>
public sealed class SigningInWithAProvider
{
    private const string Ada = "ada@example.test";

    private static readonly (string, string) Present = ("present", AccountsHouse.Password);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_invited_comes_in_with_their_verified_address_and_is_known_by_their_account_from_then_on()
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Release Manager");
        await both.Provider.People("ada-1", Ada);
        using var browser = both.House.Stranger();

        var first = await both.SignIn(browser, "ada-1");
        await both.Provider.People(("ada-1", new { name = "Ada", email = "married@example.test", email_verified = false }));
        using var other = both.House.Stranger();
        var second = await both.SignIn(other, "ada-1");

        Assert.Contains("url=/releases", await first.Content.ReadAsStringAsync(Stop));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/releases", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/releases", Stop)).StatusCode);
        Assert.True(both.House.Roster.Organisation.Holds(both.House.IdOf("Ada"), Core.Access.Roles.ReleaseManager, Scope.Organisation));
        Assert.Equal(2, both.House.Roster.Organisation.People.Count);
    }

    [Fact]
    public async Task Somebody_who_has_a_password_already_is_the_same_person_by_their_verified_address()
    {
        await using var both = await Open();
        await both.House.Join("Ada", "Viewer");
        var id = both.House.IdOf("Ada");
        await both.Provider.People("ada-1", "ADA@example.test");
        using var browser = both.House.Stranger();
        await both.SignIn(browser, "ada-1");

        Assert.Equal(2, both.House.Roster.Organisation.People.Count);
        Assert.Contains("ada@example.test and a password", await browser.GetStringAsync("/settings/sign-in", Stop));
        Assert.Equal(id, Assert.Single(both.House.Services.GetRequired<Sessions>().OfPerson(id), s => s.Issuer != "").Person);
    }

    [Fact]
    public async Task Coming_in_spends_the_invitation_so_that_nobody_sets_a_password_with_it_later()
    {
        await using var both = await Open();
        var link = await both.House.Invite("Ada");
        await both.Provider.People("ada-1", Ada);
        using var browser = both.House.Stranger();
        await both.SignIn(browser, "ada-1");
        using var other = both.House.Stranger();
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync(link, Stop)).StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task An_address_nobody_verified_leads_to_no_account(bool? verified)
    {
        await using var both = await Open(("domains", "example.test"));
        await both.Map("staff", "Viewer");
        await both.Provider.People(("eve-1", verified is null
            ? new { email = "root@example.test", groups = new[] { "staff" } }
            : new { email = "root@example.test", email_verified = verified, groups = new[] { "staff" } }));
        using var browser = both.House.Stranger();

        var answer = await both.SignIn(browser, "eve-1");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("no mail address of yours that it has verified", await Told(answer));
        Assert.Single(both.House.Roster.Organisation.People);
    }

    [Fact]
    public async Task The_link_of_an_invitation_lets_in_who_has_no_verified_address_but_only_from_its_own_form()
    {
        await using var both = await Open();
        var link = await both.House.Invite("Ada", "Viewer");
        await both.Provider.People(("ada-1", new { name = "Ada" }));
        using var browser = both.House.Stranger();

        // Led there by somebody else, it would tie this account to a person of their choice.
        Assert.Equal(HttpStatusCode.Forbidden, (await both.SignIn(browser, "ada-1", $"invitation={link[6..]}")).StatusCode);
        using var forged = await browser.PostAsync("/sign-in/with", new FormUrlEncodedContent(
            new Dictionary<string, string> { ["invitation"] = link[6..] }), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await both.Tie(browser, link, "ada-1", ("invitation", link[6..]))).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/releases", Stop)).StatusCode);
        Assert.True(both.House.Roster.Organisation.IsActive(both.House.IdOf("Ada")));
        using var other = both.House.Stranger();
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync(link, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await both.SignIn(other, "ada-1")).StatusCode);
    }

    [Fact]
    public async Task Who_is_signed_in_ties_an_account_to_themselves_and_to_nobody_else()
    {
        await using var both = await Open();
        var ada = await both.House.Join("Ada", "Viewer");
        var bob = await both.House.Join("Bob", "Viewer");
        await both.Provider.People(("ada-1", new { name = "Ada" }));
        Assert.Equal(HttpStatusCode.OK, (await both.Tie(ada, "/settings/sign-in", "ada-1", Present)).StatusCode);
        Assert.DoesNotContain("from now on", await ada.GetStringAsync("/settings/sign-in", Stop));

        var taken = await both.Tie(bob, "/settings/sign-in", "ada-1", Present);

        Assert.Equal(HttpStatusCode.Forbidden, taken.StatusCode);
        Assert.Contains("belongs to somebody else here", await Told(taken));
        using var browser = both.House.Stranger();
        await both.SignIn(browser, "ada-1");
        Assert.Contains("ada@example.test", await browser.GetStringAsync("/settings/sign-in", Stop));
    }

    [Fact]
    public async Task Tying_and_untying_take_the_password_and_stand_on_record()
    {
        await using var both = await Open();
        var ada = await both.House.Join("Ada", "Viewer");
        await both.Provider.People(("ada-1", new { name = "Ada" }));

        // A borrowed browser has no password.
        var wrong = await AccountsHouse.Fill(
            ada, "/settings/sign-in", "/settings/sign-in/tie", ("present", "a borrowed browser"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await both.Tie(ada, "/settings/sign-in", "ada-1", Present)).StatusCode);
        using var other = both.House.Stranger();
        await both.SignIn(other, "ada-1");
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/releases", Stop)).StatusCode);

        var kept = await AccountsHouse.Fill(
            ada, "/settings/sign-in", "/settings/sign-in/untie", ("present", "a borrowed browser"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kept.StatusCode);
        await AccountsHouse.Fill(ada, "/settings/sign-in", "/settings/sign-in/untie", Present);

        Assert.StartsWith("/sign-in", (await other.GetAsync("/releases", Stop)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, (await both.SignIn(other, "ada-1")).StatusCode);
        var id = both.House.IdOf("Ada");
        Assert.Equal(
            [(id, nameof(AccountTied)), (id, nameof(AccountUntied))],
            (await both.House.FactsOfPeople()).Where(f => f.Event is AccountTied or AccountUntied)
                .Select(f => (f.Moment.Actor, f.Event.GetType().Name)));

        // Nobody unties their only way in.
        await both.Tie(ada, "/settings/sign-in", "ada-1", Present);
        await both.Configure(("only", "yes"));
        await AccountsHouse.Fill(ada, "/settings/sign-in", "/settings/sign-in/untie", Present);
        Assert.Equal(HttpStatusCode.OK, (await both.SignIn(other, "ada-1")).StatusCode);
    }

    [Fact]
    public async Task An_address_that_changed_hands_does_not_lead_to_the_rights_of_who_had_it()
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Release Manager");
        await both.Provider.People(("ada-1", RealProvider.Somebody(Ada)), ("ada-2", RealProvider.Somebody(Ada)));
        using var browser = both.House.Stranger();
        await both.SignIn(browser, "ada-1");
        using var other = both.House.Stranger();

        var answer = await both.SignIn(other, "ada-2");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("another account of the same provider", await Told(answer));
    }

    [Fact]
    public async Task Nobody_comes_in_uninvited_but_by_a_domain_or_a_group_that_is_let_in()
    {
        await using var both = await Open();
        await both.Provider.People(
            ("ada-1", RealProvider.Somebody("ada@else.test")), ("bob-1", RealProvider.Somebody("bob@octo.test")),
            ("eve-1", RealProvider.Somebody("eve@else.test", "platform")));
        async Task<HttpStatusCode> Try(string login)
        {
            using var browser = both.House.Stranger();
            return (await both.SignIn(browser, login)).StatusCode;
        }

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden],
            [await Try("ada-1"), await Try("bob-1"), await Try("eve-1")]);
        await both.Configure(("domains", "octo.test"));
        await both.Map("platform", "Developers", "service/shop");

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.OK],
            [await Try("ada-1"), await Try("bob-1"), await Try("eve-1")]);
        Assert.Empty(Roles(both.House, both.House.Roster.ByMail("bob@octo.test")!.Id));
        Assert.Equal(["Developers for service/shop"], Roles(both.House, both.House.Roster.ByMail("eve@else.test")!.Id));
    }

    [Fact]
    public async Task Groups_give_and_take_roles_at_each_sign_in_and_a_hand_is_never_overruled()
    {
        await using var both = await Open();
        await both.Map("leads", "Release Manager", "team/web");
        await both.Map("platform", "Developers", "environment/shop/production");
        await both.House.Invite("Ada", "PM", "service/shop");
        async Task<string[]> After(params string[] groups)
        {
            await both.Provider.People("ada-1", Ada, groups);
            using var browser = both.House.Stranger();
            Assert.Equal(HttpStatusCode.OK, (await both.SignIn(browser, "ada-1")).StatusCode);
            return Roles(both.House, both.House.IdOf("Ada"));
        }

        Assert.Equal(["PM for service/shop", "Release Manager for team/web"], await After("leads", "nothing here"));
        Assert.Equal(["Developers for environment/shop/production", "PM for service/shop"], await After("platform"));
        Assert.Equal(["PM for service/shop"], await After());
    }

    [Fact]
    public async Task An_administrator_made_by_a_group_is_seen_on_every_page_for_a_day()
    {
        await using var both = await Open();
        await both.Map("owners", "Administrator");
        await both.Provider.People("ada-1", Ada, "owners");
        using var browser = both.House.Stranger();
        await both.SignIn(browser, "ada-1");

        const string told = "A group at the provider made Ada Lovelace Administrator of organisation";
        Assert.Contains(told, await both.House.Browser("Root").GetStringAsync("/", Stop));
        both.House.Clock.Advance(TimeSpan.FromDays(1));
        Assert.DoesNotContain(told, await both.House.Browser("Root").GetStringAsync("/", Stop));
    }

    [Fact]
    public async Task Who_left_is_out_at_the_next_request_and_no_domain_or_group_lets_them_back_in()
    {
        await using var both = await Open(("domains", "example.test"));
        await both.Map("staff", "Viewer");
        await both.Provider.People("ada-1", Ada, "staff");
        using var browser = both.House.Stranger();
        await both.SignIn(browser, "ada-1");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/releases", Stop)).StatusCode);

        await both.House.Submit("Root", "/settings/people",
            $"/settings/people/{both.House.IdOf("Ada")[2..]}/leave", ("reason", "moved on"));

        Assert.StartsWith("/sign-in", (await browser.GetAsync("/releases", Stop)).Headers.Location?.OriginalString);
        var answer = await both.SignIn(browser, "ada-1");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("access here has ended", await Told(answer));
        // With another account at the provider, and the same address, neither.
        await both.Provider.People("ada-2", Ada, "staff");
        using var other = both.House.Stranger();
        Assert.Contains("access here has ended", await Told(await both.SignIn(other, "ada-2")));
        // An administrator changes their mind.
        await both.House.Invite("Ada");
        await both.Provider.People("ada-1", Ada, "staff");
        using var back = both.House.Stranger();
        Assert.Equal(HttpStatusCode.OK, (await both.SignIn(back, "ada-1")).StatusCode);
    }

    [Fact]
    public async Task Signing_in_begins_a_session_nobody_could_have_planted_and_it_ends_after_a_working_day()
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Viewer");
        await both.Provider.People("ada-1", Ada);
        var cookies = new CookieContainer();
        using var browser = both.House.Stranger(cookies);
        var name = $"plimsoll-session-{both.House.Address.Port}";
        cookies.Add(both.House.Address, new Cookie(name, "planted", "/"));

        await both.SignIn(browser, "ada-1");

        Assert.NotEqual("planted", cookies.GetCookies(both.House.Address)[name]!.Value);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/releases", Stop)).StatusCode);
        both.House.Clock.Advance(Sessions.LifetimeByProvider);
        Assert.StartsWith("/sign-in", (await browser.GetAsync("/releases", Stop)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_command_line_is_let_in_by_a_browser_that_signed_in_with_the_provider()
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Viewer");
        await both.Provider.People("ada-1", Ada);
        using var terminal = both.House.Program("");
        terminal.DefaultRequestHeaders.Authorization = null;
        var device = await AccountsHouse.Json(await both.House.Post(terminal, "access/device", new { name = "laptop" }));
        var code = device.GetProperty("userCode").GetString()!;
        using var browser = both.House.Stranger();
        var door = (await browser.GetAsync($"/device?code={code}", Stop)).Headers.Location!.OriginalString;
        Assert.Contains("/sign-in/with?to=", await browser.GetStringAsync(door, Stop));

        await both.SignIn(browser, "ada-1", door[(door.IndexOf('?') + 1)..]);
        await AccountsHouse.Fill(browser, $"/device?code={code}", "/device", ("code", code), ("answer", "allow"));

        var signed = await AccountsHouse.Json(await both.House.Post(terminal, "access/device/token",
            new { deviceCode = device.GetProperty("deviceCode").GetString() }));
        using var program = both.House.Program(signed.GetProperty("token").GetString()!);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/access/roles", Stop)).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_offers_to_sign_out_there()
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Viewer");
        await both.Provider.People("ada-1", Ada);
        using var browser = both.House.Stranger();
        await both.SignIn(browser, "ada-1");

        var out_ = await AccountsHouse.Fill(browser, "/releases", "/me/end-session");
        var html = WebUtility.HtmlDecode(await out_.Content.ReadAsStringAsync(Stop));

        Assert.StartsWith("/sign-in", (await browser.GetAsync("/releases", Stop)).Headers.Location?.OriginalString);
        var away = System.Text.RegularExpressions.Regex.Match(html, "href=\"(http://localhost[^\"]+)\"").Groups[1].Value;
        Assert.Contains("post_logout_redirect_uri=", away);
        // The provider knows the client and asks whether to.
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(away, Stop)).StatusCode);
    }
}
