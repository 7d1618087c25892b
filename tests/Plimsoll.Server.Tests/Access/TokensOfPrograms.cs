using System.Net;
using Plimsoll.Core.Access;
using Plimsoll.Server.Access;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Cli;

namespace Plimsoll.Server.Tests.Access;

public sealed class TokensOfPrograms
{
    [Fact]
    public void A_token_is_found_by_scanners_and_a_mistyped_one_is_none()
    {
        for (var i = 0; i < 1_000; i++)
        {
            var token = ApiTokens.Make();
            Assert.Matches(@"\Aplm_[0-9A-Za-z]{36}\z", token);
            Assert.True(ApiTokens.IsWritten(token));
            var at = 4 + i % 36;
            Assert.False(ApiTokens.IsWritten(token[..at] + (token[at] == 'a' ? 'b' : 'a') + token[(at + 1)..]));
        }
        Assert.False(ApiTokens.IsWritten(""));
        Assert.False(ApiTokens.IsWritten("plm_" + new string('0', 36)));
    }

    [Fact]
    public async Task It_is_shown_once_kept_as_a_digest_and_good_for_ninety_days()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Dan", "Developers");
        using var dan = house.Program(await house.SignedInToken("Dan"));
        await house.Submit("Root", "/settings/people", "/settings/teams", ("service", "shop"), ("team", "web"));
        var token = await Make(house, dan, new { name = "pipeline", may = new[] { "release.give-evidence" }, scope = "service/shop", days = 0 });
        using var program = house.Program(token);
        var stored = (await house.Services.GetRequired<ApiKeys>().All(CancellationToken.None)).Single(t => t.Name == "pipeline");

        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/releases")).StatusCode);
        Assert.Equal(house.Clock.GetUtcNow().AddDays(90), stored.Until);
        Assert.DoesNotContain(token, await dan.GetStringAsync("/api/v1/access/tokens"));
        Assert.DoesNotContain(Directory.EnumerateFiles(house.DataFolder, "*.db*"), file => Holds(file, token));
        var listed = await AccountsHouse.Json(await dan.GetAsync("/api/v1/access/tokens"));
        Assert.Contains(listed.EnumerateArray(), t => t.GetProperty("usedAt").ValueKind != System.Text.Json.JsonValueKind.Null);
        house.Clock.Advance(TimeSpan.FromDays(90));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/releases")).StatusCode);
    }

    [Fact]
    public async Task It_is_good_although_nothing_can_be_written_just_now()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Dan", "Developers");
        using var dan = house.Program(await house.SignedInToken("Dan"));
        house.Services.GetRequired<SqlJournal>().StandDown("The disk is full.");

        Assert.Equal(HttpStatusCode.OK, (await dan.GetAsync("/api/v1/releases")).StatusCode);
        house.Services.GetRequired<SqlJournal>().Reopen();
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await dan.GetAsync("/api/v1/releases");

        Assert.NotNull(Assert.Single(await house.Services.GetRequired<ApiKeys>().All(CancellationToken.None), t => t.Person == house.IdOf("Dan")).UsedAt);
    }

    [Fact]
    public async Task It_reaches_no_further_than_it_was_made_for_and_no_further_than_its_person()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Dan", "Developers", "service/shop");
        using var dan = house.Program(await house.SignedInToken("Dan"));
        var seal = await Make(house, dan, new { name = "seal", may = new[] { "release.seal" }, scope = "organisation" });
        using var program = house.Program(seal);

        Assert.Equal(HttpStatusCode.NotFound, (await house.Post(program, "releases/shop/1.0.0/seal", new { @ref = "x" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Post(program, "releases/other/1.0.0/seal", new { @ref = "x" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Post(program, "releases/shop/1.0.0/ship", new { })).StatusCode);
    }

    [Fact]
    public async Task No_program_approves_and_none_makes_tokens()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Dan", "Release Manager");
        using var dan = house.Program(await house.SignedInToken("Dan"));
        using var program = house.Program(await Make(house, dan, new { name = "all", may = Array.Empty<string>(), scope = "" }));
        var signOff = new { role = "Release Manager", candidate = 0, comment = "" };

        Assert.Equal(HttpStatusCode.Forbidden, (await house.Post(dan, "access/tokens", new { name = "x", may = new[] { "release.sign-off" }, scope = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Post(program, "releases/shop/1.0.0/sign-off", signOff)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Post(dan, "releases/shop/1.0.0/sign-off", signOff)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Post(program, "access/tokens", new { name = "y", may = Array.Empty<string>(), scope = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.GetAsync("/api/v1/access/tokens")).StatusCode);
    }

    [Fact]
    public async Task It_is_revoked_by_its_person_or_an_administrator_and_by_nobody_else()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Dan", "Developers");
        await house.Join("Eve", "Developers");
        using var dan = house.Program(await house.SignedInToken("Dan"));
        using var eve = house.Program(await house.SignedInToken("Eve"));
        using var root = house.Program(await house.SignedInToken("Root"));
        var ids = new List<string>();
        foreach (var name in (string[])["one", "two"])
        {
            await Make(house, dan, new { name, may = Array.Empty<string>(), scope = "" });
            ids.Add((await house.Services.GetRequired<ApiKeys>().All(CancellationToken.None)).Single(t => t.Name == name).Id);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await house.Post(eve, $"access/tokens/{ids[0]}/revoke", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await house.Post(dan, $"access/tokens/{ids[0]}/revoke", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await house.Post(root, $"access/tokens/{ids[1]}/revoke", new { })).StatusCode);
    }

    [Fact]
    public async Task A_scope_that_names_nothing_here_is_refused_with_the_nearest_and_what_it_cannot_do_is_told()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Dan", "Developers", "service/storefront");
        using var shell = new Shell();
        shell["PLIMSOLL_SERVER"] = house.Address.ToString();
        shell["PLIMSOLL_TOKEN_FILE"] = shell.File("token", await house.SignedInToken("Dan"));

        var slip = await shell.Type("token create ci --for service/storefrnt");
        var team = await shell.Type("token create ci --for team/nowhere");
        var good = await shell.Type("token create ci --may release.seal --for organisation");
        var weak = await shell.Type("token create ci --may release.seal,access.invite --for service/storefront");

        Assert.Equal((2, 2, 0, 0), (slip.Code, team.Code, good.Code, weak.Code));
        Assert.Contains("no service storefrnt here. Did you mean service/storefront?", slip.Err, StringComparison.Ordinal);
        Assert.Contains("There is no team nowhere here.", team.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", good.Err, StringComparison.Ordinal);
        Assert.Contains("Warning: The token will not be able to do access.invite: you may not do that for "
            + "service/storefront yourself. It is for Administrator.", weak.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("release.seal", weak.Err, StringComparison.Ordinal);
        var page = await house.Submit("Dan", "/settings/tokens", "/settings/tokens/create",
            ("name", "ci"), ("scope", "organisation"), ("days", "30"), ("may", "access.invite"));
        Assert.Contains("will not be able to do access.invite", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_a_new_token_once()
    {
        await using var house = await AccountsHouse.Open();
        var made = await house.Submit("Root", "/settings/tokens", "/settings/tokens/create", ("name", "ci"), ("scope", "organisation"), ("days", "30"), ("may", "see"));
        Assert.Matches("<code>plm_[0-9A-Za-z]{36}</code>", await made.Content.ReadAsStringAsync());
        Assert.DoesNotContain("plm_", await house.Browser("Root").GetStringAsync("/settings/tokens"));
    }

    [Fact]
    public async Task A_terminal_signs_in_by_a_code_its_person_types_once()
    {
        await using var house = await AccountsHouse.Open();
        await house.Join("Ada", "Viewer");
        using var terminal = house.Stranger();
        var begun = await AccountsHouse.Json(await house.Post(terminal, "access/device", new { name = "laptop" }));
        var body = new { deviceCode = begun.GetProperty("deviceCode").GetString() };
        var code = begun.GetProperty("userCode").GetString()!;
        Assert.Equal("authorization_pending", await AccountsHouse.CodeOf(await house.Post(terminal, "access/device/token", body)));
        Assert.Equal("slow_down", await AccountsHouse.CodeOf(await house.Post(terminal, "access/device/token", body)));
        Assert.Contains("laptop", await house.Browser("Ada").GetStringAsync($"/device?code={code}"));

        await house.Submit("Ada", "/device", "/device", ("code", code.ToLowerInvariant()), ("answer", "allow"));
        house.Clock.Advance(DeviceCodes.Interval);
        var signed = await AccountsHouse.Json(await house.Post(terminal, "access/device/token", body));

        Assert.Equal("Ada", signed.GetProperty("name").GetString());
        using var ada = house.Program(signed.GetProperty("token").GetString()!);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/api/v1/releases")).StatusCode);
        Assert.Equal("expired_token", await AccountsHouse.CodeOf(await house.Post(terminal, "access/device/token", body)));
    }

    [Fact]
    public async Task A_refused_or_forgotten_code_lets_nobody_in()
    {
        await using var house = await AccountsHouse.Open();
        using var terminal = house.Stranger();
        async Task<(string Code, object Body)> Begin()
        {
            var begun = await AccountsHouse.Json(await house.Post(terminal, "access/device", new { name = "laptop" }));
            return (begun.GetProperty("userCode").GetString()!, new { deviceCode = begun.GetProperty("deviceCode").GetString() });
        }
        var (refused, forgotten) = (await Begin(), await Begin());
        await house.Submit("Root", "/device", "/device", ("code", refused.Code), ("answer", "refuse"));
        Assert.Equal("access_denied", await AccountsHouse.CodeOf(await house.Post(terminal, "access/device/token", refused.Body)));
        house.Clock.Advance(DeviceCodes.Lifetime);
        Assert.Equal("expired_token", await AccountsHouse.CodeOf(await house.Post(terminal, "access/device/token", forgotten.Body)));
    }

    private static async Task<string> Make(AccountsHouse house, HttpClient person, object body) =>
        (await AccountsHouse.Json(await house.Post(person, "access/tokens", body))).GetProperty("token").GetString()!;

    private static bool Holds(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd().Contains(text, StringComparison.Ordinal);
    }
}
