using System.Net;
using Plimsoll.Core.Access;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Tests.Access;

public sealed class BecomingSomebody
{
    [Fact]
    public async Task The_first_administrator_follows_a_link_from_the_terminal_and_names_are_proven_from_then_on()
    {
        await using var house = await AccountsHouse.Open();

        var about = await house.Browser("Root").GetStringAsync("/about");

        Assert.Contains("Signed in as</dt><dd>Root", about);
        Assert.DoesNotContain(house.IdOf("Root"), about);
        Assert.True(house.Roster.Organisation.Holds(house.IdOf("Root"), Roles.Administrator, Scope.Organisation));
        Assert.DoesNotContain("Root", string.Concat(house.Desk.World.Get<Organisation>(Organisation.Stream).People.Keys));
    }

    [Fact]
    public async Task Who_is_invited_twice_at_once_is_one_person()
    {
        await using var house = await AccountsHouse.Open();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => house.Services.GetRequired<Accounts>().Invite(
            "Dan", AccountsHouse.MailOf("Dan"), house.IdOf("Root"), "https://here", CancellationToken.None)));

        Assert.Equal(2, house.Roster.Organisation.People.Count);
    }

    [Fact]
    public async Task The_link_works_once_and_no_other_is_made()
    {
        await using var house = await AccountsHouse.Claimed();
        var (first, second) = (await house.FirstLink(), await house.FirstLink());
        using var one = house.Stranger();
        using var other = house.Stranger();
        (string, string)[] fields = [("name", "Ada"), ("email", "ada@example.test"), ("password", AccountsHouse.Password)];

        Assert.Equal(HttpStatusCode.OK, (await AccountsHouse.Fill(one, first, first, fields)).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync(second)).StatusCode);
        using var node = house.Program(house.NodeToken);
        Assert.Equal("access.glass", await AccountsHouse.CodeOf(await node.PostAsync("/api/v1/access/first-admin", null)));
    }

    [Theory]
    [InlineData("short", "at least 12")]
    [InlineData("aaaaaaaaaaaaaaaa", "different characters")]
    [InlineData("adalovelace1", "not your name")]
    public async Task A_weak_password_is_not_taken(string password, string why)
    {
        await using var house = await AccountsHouse.Claimed();
        using var browser = house.Stranger();
        var link = await house.FirstLink();

        var answer = await AccountsHouse.Fill(browser, link, link,
            ("name", "Ada Lovelace"), ("email", "ada@example.test"), ("password", password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(why, await answer.Content.ReadAsStringAsync());
        Assert.False(house.Roster.HasAccounts);
    }

    [Fact]
    public async Task Who_is_invited_joins_by_a_link_that_works_once_within_seven_days()
    {
        await using var house = await AccountsHouse.Open();
        var link = await house.Invite("Ada", "Release Manager", "service/shop");
        var late = await house.Invite("Bob");
        using var ada = house.Stranger();
        using var again = house.Stranger();

        var joined = await AccountsHouse.Fill(ada, link, link, ("password", AccountsHouse.Password));

        Assert.Equal(10, (await joined.Content.ReadAsStringAsync()).Split("class=\"cmd\"").Length - 1);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/releases")).StatusCode);
        Assert.True(house.Roster.Organisation.Holds(house.IdOf("Ada"), Roles.ReleaseManager, Scope.Service("shop")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await again.GetAsync(link)).StatusCode);
        house.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(HttpStatusCode.Unauthorized, (await again.GetAsync(late)).StatusCode);
    }

    [Fact]
    public async Task Who_holds_no_role_sees_nothing_and_can_leave()
    {
        await using var house = await AccountsHouse.Open();
        var ada = await house.Join("Ada");

        foreach (var page in (string[])["/", "/releases", "/settings/people", "/settings/tokens", "/api/v1/releases"])
            Assert.Equal(HttpStatusCode.Forbidden, (await ada.GetAsync(page)).StatusCode);
        Assert.DoesNotContain("Services", await (await ada.GetAsync("/")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Who_leaves_is_out_at_the_next_request_with_sessions_and_tokens()
    {
        await using var house = await AccountsHouse.Open();
        var ada = await house.Join("Ada", "Developers");
        var token = await house.SignedInToken("Ada");
        using var program = house.Program(token);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/releases")).StatusCode);

        var left = await house.Submit("Root", "/settings/people", $"/settings/people/{house.IdOf("Ada")[2..]}/leave", ("reason", "moved on"));

        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.StartsWith("/sign-in", (await ada.GetAsync("/")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/releases")).StatusCode);
        using var stranger = house.Stranger();
        var tried = await house.SignIn(stranger, AccountsHouse.MailOf("Ada"), AccountsHouse.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, tried.StatusCode);
    }

    [Fact]
    public async Task A_link_and_a_session_of_claimed_times_are_worth_nothing_any_more()
    {
        await using var house = await AccountsHouse.Claimed();
        using var node = house.Program(house.NodeToken);
        var link = new Uri((await AccountsHouse.Json(await node.PostAsync("/api/v1/access/link", null))).GetProperty("url").GetString()!).PathAndQuery;
        var unused = new Uri((await AccountsHouse.Json(await node.PostAsync("/api/v1/access/link", null))).GetProperty("url").GetString()!).PathAndQuery;
        using var claimed = house.Stranger();
        Assert.Equal(HttpStatusCode.OK, (await claimed.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await claimed.GetAsync("/")).StatusCode);
        var first = await house.FirstLink();
        using var root = house.Stranger();
        await AccountsHouse.Fill(root, first, first, ("name", "Ada"), ("email", "ada@example.test"), ("password", AccountsHouse.Password));

        Assert.StartsWith("/sign-in", (await claimed.GetAsync("/")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await claimed.GetAsync(unused)).StatusCode);
    }
}
