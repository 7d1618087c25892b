using System.Net;
using Plimsoll.Core.Access;
using Plimsoll.Server.Access;
using static Plimsoll.Server.Tests.Access.ProviderHouse;

namespace Plimsoll.Server.Tests.Access;

/// <summary>What an administrator says about signing in with a provider, and what becomes of who is signed in.</summary>
public sealed class SettingAProvider
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_client_secret_is_shown_nowhere_and_lies_open_in_no_file()
    {
        await using var both = await Open();
        await both.House.Invite("Ada", "Viewer");
        await both.Provider.People("ada-1", "ada@example.test");
        using var browser = both.House.Stranger();
        await both.SignIn(browser, "ada-1");

        Assert.DoesNotContain(RealProvider.Secret, await both.Configure(("secret", "")));
        foreach (var file in Directory.EnumerateFiles(both.House.DataFolder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock")))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(RealProvider.Secret, await reader.ReadToEndAsync(Stop));
        }

        // Saved again without it, it is the same one.
        Assert.Equal(HttpStatusCode.OK, (await both.SignIn(browser, "ada-1")).StatusCode);
    }

    [Fact]
    public async Task It_is_set_and_its_groups_are_mapped_from_the_command_line_and_its_secret_never_comes_back()
    {
        await using var both = await Open();
        using var shell = new Cli.Shell { Input = RealProvider.Secret + "\n" };
        shell["PLIMSOLL_SERVER"] = both.House.Address.ToString();
        shell["PLIMSOLL_TOKEN_FILE"] = shell.File("token", await both.House.SignedInToken("Root"));

        var set = await shell.Type($"provider set Octo {both.Provider.Issuer} {RealProvider.ClientId} --secret-file - "
            + "--scopes \"openid email groups\" --domains example.test", Stop);
        var mapped = await shell.Type("provider map leads \"Release Manager\" --for service/shop", Stop);
        var shown = await shell.Type("provider show", Stop);
        await both.Provider.People("ada-1", "ada@example.test", "leads");
        using var browser = both.House.Stranger();
        await both.SignIn(browser, "ada-1");
        var held = Roles(both.House, both.House.IdOf("Ada"));
        var unmapped = await shell.Type("provider unmap leads \"Release Manager\" --for service/shop", Stop);

        Assert.All([set, mapped, shown, unmapped], said => Assert.True(said.Code == 0, said.Err));
        Assert.DoesNotContain(RealProvider.Secret, shown.Out);
        foreach (var line in (string[])["Octo", "kept", "/sign-in/back", "openid email groups", "Release Manager for service/shop"])
            Assert.Contains(line, shown.Out);
        Assert.Equal(["Release Manager for service/shop"], held);
        Assert.Empty(Roles(both.House, both.House.IdOf("Ada")));
        Assert.Equal(0, (await shell.Type("provider remove", Stop)).Code);
        Assert.Null(both.House.Roster.Organisation.Provider);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_as_such()
    {
        await using var both = await Open(("secret", "this is another one"));
        await both.Provider.People("ada-1", "ada@example.test");
        using var browser = both.House.Stranger();
        Assert.Contains("client id and secret", await Told(await both.SignIn(browser, "ada-1")));
    }

    [Fact]
    public async Task An_issuer_is_taken_to_the_letter_and_only_when_it_answers()
    {
        await using var both = await Open();
        var before = both.House.Roster.Organisation.Provider;
        var other = both.Provider.Issuer.Replace("localhost", "127.0.0.1");

        Assert.Contains($"calls itself {both.Provider.Issuer}", await both.Configure(("issuer", other)));
        Assert.Contains("does not answer", await both.Configure(("issuer", "http://127.0.0.1:1")));
        Assert.Contains("An issuer is an https address", await both.Configure(("issuer", "http://id.example.org")));
        Assert.Contains("where machines keep their credentials", await both.Configure(("issuer", "https://169.254.169.254")));
        Assert.Equal(before, both.House.Roster.Organisation.Provider);
    }

    [Fact]
    public async Task Removing_it_signs_its_people_out_and_ends_what_its_groups_gave()
    {
        await using var both = await Open();
        await both.Map("staff", "Viewer");
        await both.Provider.People("ada-1", "ada@example.test", "staff");
        using var browser = both.House.Stranger();
        await both.SignIn(browser, "ada-1");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/releases", Stop)).StatusCode);

        await both.House.Submit("Root", "/settings/sign-in", "/settings/sign-in/provider/remove");

        Assert.StartsWith("/sign-in", (await browser.GetAsync("/releases", Stop)).Headers.Location?.OriginalString);
        Assert.Empty(Roles(both.House, both.House.IdOf("Ada")));
        Assert.DoesNotContain("OctoAcme", await browser.GetStringAsync("/sign-in", Stop));
    }

    [Fact]
    public async Task Where_passwords_are_for_administrators_only_nobody_else_gets_in_or_stays_in_by_one()
    {
        await using var both = await Open();
        var ada = await both.House.Join("Ada", "Viewer");
        var link = await both.House.Invite("Bob", "Viewer");
        var codes = await both.House.Services.GetRequired<Accounts>().NewCodes(both.House.IdOf("Ada"), Stop);
        await both.Configure(("only", "yes"));

        Assert.StartsWith("/sign-in", (await ada.GetAsync("/releases", Stop)).Headers.Location?.OriginalString);
        using var browser = both.House.Stranger();
        Assert.Contains("A password is for administrators", await browser.GetStringAsync("/sign-in", Stop));
        var byPassword = await both.House.SignIn(browser, AccountsHouse.MailOf("Ada"), AccountsHouse.Password);
        var byCode = await AccountsHouse.Fill(browser, "/recover", "/recover",
            ("email", AccountsHouse.MailOf("Ada")), ("code", codes[0]), ("password", "a new long one"));
        var byLink = await AccountsHouse.Fill(browser, link, link, ("password", AccountsHouse.Password));
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Conflict],
            [byPassword.StatusCode, byCode.StatusCode, byLink.StatusCode]);
        Assert.Equal(HttpStatusCode.OK, (await both.House.Browser("Root").GetAsync("/releases", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await both.House.SignIn(browser, AccountsHouse.MailOf("Root"), AccountsHouse.Password)).StatusCode);
    }

    [Fact]
    public async Task Only_an_administrator_of_the_organisation_sees_and_changes_it()
    {
        await using var both = await Open();
        var sam = await both.House.Join("Sam", Core.Access.Roles.Administrator, "service/shop");
        Assert.DoesNotContain("id=\"provider\"", await sam.GetStringAsync("/settings/sign-in", Stop));
        Assert.Equal(HttpStatusCode.Forbidden, (await both.House.Submit("Sam", "/settings/sign-in",
            "/settings/sign-in/groups", ("group", "mine"), ("role", "Administrator"), ("scope", "organisation"))).StatusCode);
    }

    [Fact]
    public async Task A_provider_that_is_away_is_told_and_passwords_go_on()
    {
        await using var both = await Open();
        await both.Provider.Stop();
        both.House.Clock.Advance(TimeSpan.FromHours(1));
        using var browser = both.House.Stranger();

        var answer = await browser.GetAsync("/sign-in/with?to=/", Stop);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("The provider does not answer", await Told(answer));
        Assert.Equal(HttpStatusCode.Redirect,
            (await both.House.SignIn(browser, AccountsHouse.MailOf("Root"), AccountsHouse.Password)).StatusCode);
    }
}
