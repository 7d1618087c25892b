using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Access;

/// <summary>Signing alone, in an emergency, and confirming that: by forms of the release page, without script.</summary>
public sealed class SigningByForm(Chromium chromium)
{
    private const string Minor = "/releases/shop/1.1.0";
    private const string Patch = "/releases/shop/1.0.1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_alone_in_the_role_is_asked_first_and_the_answer_stays_marked()
    {
        await using var house = await Open();
        await Release(house, "1.1.0", ReleaseType.Minor, "", by: "Ada");
        var asked = await Page(house, "Ada", Minor);
        Assert.Contains("Nobody else holds the role Release Manager", asked, StringComparison.Ordinal);
        Assert.Contains("Approve my own work", asked, StringComparison.Ordinal);
        Assert.DoesNotContain($"{Minor}/sign-off\"", asked, StringComparison.Ordinal);
        foreach (var other in (string[])["Root", "Dan"])
            Assert.DoesNotContain("approve-alone", await Page(house, other, Minor), StringComparison.Ordinal);

        await Sent(house, "Ada", Minor, "approve-alone",
            ("role", "Release Manager"), ("candidate", "1"), ("comment", "I am alone"));

        var marked = await Page(house, "Root", Minor);
        Assert.Contains("<b>Self-approval</b>", marked, StringComparison.Ordinal);
        Assert.Contains("(Self-approval)", marked, StringComparison.Ordinal);
        Assert.True(Assert.Single(Given(house, "1.1.0")).IsSelf);
    }

    [Fact]
    public async Task It_is_offered_no_more_once_a_second_person_holds_the_role_and_a_form_from_before_is_refused()
    {
        await using var house = await Open();
        await Release(house, "1.1.0", ReleaseType.Minor, "", by: "Ada");
        await house.Join("Eve", "Release Manager");

        Assert.DoesNotContain("approve-alone", await Page(house, "Ada", Minor), StringComparison.Ordinal);
        await Sent(house, "Ada", Minor, "approve-alone", ("role", "Release Manager"), ("candidate", "1"));

        var told = await Page(house, "Ada", Minor);
        Assert.Contains("ask another Release Manager, such as Eve", told, StringComparison.Ordinal);
        Assert.Empty(Given(house, "1.1.0"));
        Assert.Contains("Sign off", await Page(house, "Eve", Minor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_commander_signs_the_patch_in_an_emergency_and_a_release_manager_confirms_it()
    {
        await using var house = await Emergency();
        foreach (var other in (string[])["Ada", "Root", "Dan"])
            Assert.DoesNotContain("sign-off-in-emergency\"", await Page(house, other, Patch), StringComparison.Ordinal);
        Assert.Contains("As commander of INC-1", await Page(house, "Sam", Patch), StringComparison.Ordinal);

        await Sent(house, "Sam", Patch, "sign-off-in-emergency", ("candidate", "1"), ("reason", "nobody can pay"));

        var marked = await Page(house, "Dan", Patch);
        Assert.Contains("pay. A Release Manager confirms it until", marked, StringComparison.Ordinal);
        foreach (var other in (string[])["Sam", "Root", "Dan"])
            Assert.DoesNotContain("confirm-emergency\"", await Page(house, other, Patch), StringComparison.Ordinal);
        Assert.Contains($"href=\"{Patch}#sign\"", await Page(house, "Ada", "/"), StringComparison.Ordinal);
        await Sent(house, "Ada", Patch, "confirm-emergency", ("comment", "right so"));

        Assert.Equal(house.IdOf("Ada"), Assert.Single(Given(house, "1.0.1")).ConfirmedBy);
        var after = await Page(house, "Ada", Patch);
        Assert.Contains("Confirmed by Ada", after, StringComparison.Ordinal);
        Assert.DoesNotContain("confirm-emergency\"", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", " ", HttpStatusCode.UnprocessableEntity, "Say why it cannot wait")]
    [InlineData("7", "nobody can pay", HttpStatusCode.Conflict, "this is candidate 1 now")]
    [InlineData("", "nobody can pay", HttpStatusCode.Conflict, "this is candidate 1 now")]
    public async Task What_is_refused_comes_back_in_its_place_with_what_was_typed(
        string candidate, string reason, HttpStatusCode status, string why)
    {
        await using var house = await Emergency();
        using var answer = await house.Submit("Sam", Patch, $"{Patch}/sign-off-in-emergency",
            ("form", "sign-off-in-emergency"), ("candidate", candidate), ("reason", reason));

        Assert.Equal(status, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains(why, page, StringComparison.Ordinal);
        Assert.Contains("<details open", page.Split("id=\"sign\"")[1].Split("</section>")[0], StringComparison.Ordinal);
        if (reason != " ") Assert.Contains($"value=\"{reason}\"", page, StringComparison.Ordinal);
        Assert.Empty(Given(house, "1.0.1"));
    }

    [Fact]
    public async Task Nobody_else_signs_or_confirms_by_sending_the_form_all_the_same()
    {
        await using var house = await Emergency();
        await Sent(house, "Ada", Patch, "sign-off-in-emergency", ("candidate", "1"), ("reason", "now"));
        Assert.Empty(Given(house, "1.0.1"));
        await Sent(house, "Sam", Patch, "sign-off-in-emergency", ("candidate", "1"), ("reason", "now"));
        await Sent(house, "Sam", Patch, "confirm-emergency");
        Assert.True(Assert.Single(Given(house, "1.0.1")).WaitsToBeConfirmed);
        await house.Join("Vic", "Viewer");
        foreach (var path in (string[])["approve-alone", "sign-off-in-emergency", "confirm-emergency"])
        {
            using var refused = await house.Submit("Vic", Patch, $"{Patch}/{path}");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task What_nobody_confirmed_in_its_working_day_is_red_in_every_look()
    {
        await using var house = await Emergency();
        await Sent(house, "Sam", Patch, "sign-off-in-emergency", ("candidate", "1"), ("reason", "nobody can pay"));
        Assert.DoesNotContain("overdue", await Page(house, "Ada", Patch), StringComparison.Ordinal);
        house.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Contains("emergency sign-off overdue", await Page(house, "Ada", "/"), StringComparison.Ordinal);
        foreach (var look in Look.All)
        {
            await using var profile = await chromium.Profile(look, house.Address.ToString());
            var page = await profile.NewPageAsync();
            await page.GotoAsync(Patch);
            await page.FillAsync("#email", AccountsHouse.MailOf("Ada"));
            await page.FillAsync("#password", AccountsHouse.Password);
            await page.ClickAsync("button");
            await Assertions.Expect(page.Locator("#signed .note.is-bad")).ToContainTextAsync("Emergency sign-off overdue");
            await page.EvaluateAsync("document.querySelectorAll('main details').forEach(d => d.open = true)");
            await Inspection.MustPass(page, $"an overdue emergency in {look.Name}");
        }
    }

    private static async Task Sent(
        AccountsHouse house, string who, string release, string path, params (string, string)[] fields)
    {
        using var answer = await house.Submit(who, release, $"{release}/{path}", fields);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync(Stop));
    }

    private static async Task<string> Page(AccountsHouse house, string who, string path) =>
        WebUtility.HtmlDecode(await house.Browser(who).GetStringAsync(path, Stop));

    private static IEnumerable<SignOff> Given(AccountsHouse house, string version) =>
        house.Desk.World.Get<Release>(Core.Releases.Release.StreamOf("shop", version)).SignOffs;

    /// <summary>INC-1 is critical, Sam leads it, and Ines made the patch that names it.</summary>
    private static async Task<AccountsHouse> Emergency()
    {
        var house = await Open();
        await house.Join("Sam", "Security Lead");
        var incident = Incident.StreamOf("INC-1");
        await Done(house, incident,
            new DeclareIncident("INC-1", "Nobody can pay", Severity.Critical, "shop", "", "", null), "Sam");
        await Done(house, incident, new TakeCommand(), "Sam");
        await Release(house, "1.0.1", ReleaseType.Patch, "INC-1", by: "Dan");
        return house;
    }

    /// <summary>Ada is the only Release Manager of the shop, Dan its developer; the reference guide is there.</summary>
    private static async Task<AccountsHouse> Open()
    {
        var house = await AccountsHouse.Open();
        await house.Join("Ada", "Release Manager");
        await house.Join("Dan", "Developers");
        var file = ServiceFileReader.Read(
            "plimsoll.yaml", SomeService.Yaml("shop", "Shop", "ask", "/nowhere", "/nowhere"));
        await Done(house, Service.StreamOf("shop"), new DefineService(Assert.Single(file.Services)), "Dan");
        var guide = Path.Combine(LiveHouse.Root(), "guides", "octoacme-release-and-deployment.md");
        using var ada = house.Program(await house.SignedInToken("Ada"));
        using var applied = await ada.PostAsJsonAsync("/api/v1/guide/apply",
            new ApplyGuide(Path.GetFileName(guide), await File.ReadAllBytesAsync(guide, Stop)), Stop);
        Assert.True(applied.IsSuccessStatusCode, await applied.Content.ReadAsStringAsync(Stop));
        return house;
    }

    private static async Task Release(AccountsHouse house, string version, ReleaseType type, string fixes, string by)
    {
        var stream = Core.Releases.Release.StreamOf("shop", version);
        var hash = house.Desk.World.Get<GuideBook>(GuideBook.Stream).Newest!.Hash;
        await Done(house, stream, new CreateRelease("shop", version, type, "", null, fixes), by);
        await Done(house, stream, new SealCandidate("c0ffee", "app.sh", "d1", hash, ["Somebody Else"], []), by);
    }

    private static async Task Done(AccountsHouse house, StreamName stream, Command command, string by) =>
        Assert.IsType<Answer.Accepted>(await house.Desk.Send(stream, command, house.IdOf(by), Stop));
}
