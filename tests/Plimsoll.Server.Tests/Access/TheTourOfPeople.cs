using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Plimsoll.Core.Access;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Access;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Browser;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Access;

/// <summary>What docs/handbook/tour-of-people.md shows, from the first run to what is removed, one step after the
/// other. Its pictures are taken on the way and kept with PLIMSOLL_APPROVE=1.</summary>
public sealed class TheTourOfPeople(Chromium chromium)
{
    private const string Minor = "/releases/shop/1.1.0";
    private const string Patch = "/releases/shop/1.0.1";
    private const string Sign = "--role \"Release Manager\"";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_walked_from_the_first_run_to_a_removal()
    {
        await using var tour = await TourHouse.Open(chromium);
        await TheFirstRun(tour);
        await ASecondPerson(tour);
        await TheShopIsMadeKnown(tour);
        await ATokenInAPipeline(tour);
        await WhoIsAloneIsAsked(tour);
        await TwoPeopleApprove(tour);
        await AnEmergency(tour);
        await ATextIsRemoved(tour);

        var parts = await Parts();
        Assert.Equal(parts.Where(part => !IsOfProvider(part)).SelectMany(Commands), tour.Typed);
        Assert.All(parts.SelectMany(PicturesIn), picture => Assert.True(
            File.Exists(Path.Combine(LiveHouse.Root(), "docs", "handbook", picture)), picture));
    }

    [Fact]
    public async Task Somebody_nobody_invited_comes_in_by_a_group_of_the_provider()
    {
        RealProvider.MustBeThere();
        // The provider lives in real time, and what it signs is good for minutes of it.
        await using var tour = await TourHouse.Open(chromium, new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await TheFirstRun(tour, "");
        var back = new Uri(tour.House.Address, ProviderSignIn.BackPath).ToString();
        await using var provider = await RealProvider.Start(back);
        await provider.People("max", TourHouse.MailOf("Max"), "platform");
        var before = tour.Typed.Count;
        tour.Input = RealProvider.Secret + "\n";
        await tour.Type("Root",
            "provider set OctoAcme https://id.example.org plimsoll --secret-file - "
                + "--scopes \"openid profile email groups\"",
            real: ("https://id.example.org", provider.Issuer));
        await tour.Type("Root", "provider map platform Developers");

        var max = await tour.Page("Max");
        await max.GotoAsync("/sign-in");
        await TourHouse.Picture(max, "tour-provider", 560);
        await max.GetByRole(AriaRole.Link, new() { Name = "Sign in with OctoAcme" }).ClickAsync();
        await max.FillAsync("[name=login]", "max");
        await max.FillAsync("[name=password]", "any");
        await max.ClickAsync("button");

        await Assertions.Expect(max).ToHaveURLAsync(tour.House.Address.ToString());
        Assert.True(tour.House.Roster.Organisation.Holds(tour.Id("Max"), Roles.Developers, Scope.Organisation));
        Assert.Equal(Commands((await Parts()).Single(IsOfProvider)), tour.Typed.Skip(before));
    }

    private static bool IsOfProvider(string part) =>
        part.StartsWith("Sign in with a provider", StringComparison.Ordinal);

    private static async Task<string[]> Parts() => (await File.ReadAllTextAsync(
        Path.Combine(LiveHouse.Root(), "docs", "handbook", "tour-of-people.md"), Stop)).Split("\n## ");

    private static IEnumerable<string> Commands(string part) =>
        part.Split('\n').Where(line => line.StartsWith("plimsoll ", StringComparison.Ordinal));

    private static IEnumerable<string> PicturesIn(string part) =>
        part.Split("](").Skip(1).Select(rest => rest.Split(')')[0])
            .Where(path => path.EndsWith(".png", StringComparison.Ordinal));

    private static async Task TheFirstRun(TourHouse tour, string picture = "tour-first-run")
    {
        var link = (await tour.Type("server first-admin")).Trim().Split('\n')[0];
        var root = await tour.Page("Root");
        await root.GotoAsync(link);
        await root.FillAsync("#name", "Root");
        await root.FillAsync("#email", TourHouse.MailOf("Root"));
        await root.FillAsync("#password", AccountsHouse.Password);
        if (picture != "") await TourHouse.Picture(root, picture, 580);
        await root.ClickAsync("button");
        Assert.True(tour.House.Roster.Organisation.Holds(tour.Id("Root"), Roles.Administrator, Scope.Organisation));
    }

    private static async Task ASecondPerson(TourHouse tour)
    {
        await tour.Join("Ada", "Ada Lovelace", "Release Manager");
        await tour.Join("Ines", "Ines Grey", "Developers");
        var root = await tour.Page("Root");
        await root.GotoAsync("/settings/people");
        await TourHouse.Picture(root, "tour-people", 390);
        Assert.True(tour.House.Roster.Organisation.Holds(tour.Id("Ada"), Roles.ReleaseManager, Scope.Organisation));
    }

    private static async Task TheShopIsMadeKnown(TourHouse tour)
    {
        await tour.Type("Ada", "guide apply guide.md");
        await tour.Type("Ines", "service apply plimsoll.yaml");
        await tour.Type("Ada", "service adopt shop 1.0.0 --environment production");
        await tour.Type("Ada", "release create shop 1.1.0");
    }

    private static async Task ATokenInAPipeline(TourHouse tour)
    {
        tour.File("junit.xml", """<testsuite tests="1" failures="0"><testcase name="adds"/></testsuite>""");
        var made = await tour.Type("Ines", "token create ci --may release.give-evidence --for service/shop");
        var token = made.Split('\n').First(line => line.StartsWith("plm_", StringComparison.Ordinal)).Trim();
        await tour.Type(token, "evidence add shop 1.1.0 --junit junit.xml");
        await tour.Type(token, $"release sign-off shop 1.1.0 {Sign}", code: 4);
        var release = Shown(tour, "1.1.0");
        Assert.Equal(tour.Id("Ines"), release.Evidence.Last(e => e.Gate == Concepts.CiGreen).By);
        Assert.Empty(release.SignOffs);
        var ines = await tour.Page("Ines");
        await ines.GotoAsync("/settings/tokens");
        await Assertions.Expect(ines.Locator("main")).ToContainTextAsync("release.give-evidence");
        await TourHouse.Picture(ines, "tour-token", 390);
    }

    private static async Task WhoIsAloneIsAsked(TourHouse tour)
    {
        var asked = await tour.Type("Ada", $"release sign-off shop 1.1.0 {Sign}", code: 5);
        Assert.Contains("Nobody else holds the role Release Manager", asked, StringComparison.Ordinal);
        var ada = await tour.Page("Ada");
        await ada.GotoAsync($"{Minor}#sign");
        await ada.Locator("#sign summary").ClickAsync();
        await TourHouse.Picture(ada, "tour-alone", 335);

        await tour.Join("Bob", "Bob Stone", "Release Manager");
        var refused = await tour.Type("Ada", $"release sign-off shop 1.1.0 {Sign} --self", code: 4);
        Assert.Contains("ask another Release Manager, such as Bob Stone", refused, StringComparison.Ordinal);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Approve my own work" }).ClickAsync();
        await Assertions.Expect(ada.Locator(".toast"))
            .ToContainTextAsync("ask another Release Manager, such as Bob Stone");
        await Assertions.Expect(ada.Locator("#sign")).ToHaveCountAsync(0);
        await ada.SetViewportSizeAsync(1000, 400);
        await TourHouse.Picture(ada, "tour-refused", 400);
        Assert.Empty(Shown(tour, "1.1.0").SignOffs);
    }

    private static async Task TwoPeopleApprove(TourHouse tour)
    {
        var bob = await tour.Page("Bob");
        await bob.GotoAsync($"{Minor}#sign");
        await bob.FillAsync("#comment", "I read the notes and the tests.");
        await TourHouse.Picture(bob, "tour-second-person", 275);
        await bob.Locator("#sign").GetByRole(AriaRole.Button, new() { Name = "Sign off" }).ClickAsync();
        await Assertions.Expect(bob.Locator(".toast")).ToContainTextAsync("You signed off.");
        var given = Assert.Single(Shown(tour, "1.1.0").SignOffs);
        Assert.Equal((tour.Id("Bob"), false), (given.By, given.IsSelf));
    }

    private static async Task AnEmergency(TourHouse tour)
    {
        await tour.Join("Sam", "Sam Hale", "Security Lead");
        await tour.Type("Ines", "incident declare \"Nobody can pay\" --severity critical --service shop");
        await tour.Type("Sam", "incident lead 1");
        await tour.Type("Ines", "release create shop 1.0.1 --fixes INC-1");
        var sam = await tour.Page("Sam");
        await sam.GotoAsync($"{Patch}#sign");
        await sam.Locator("#sign summary").ClickAsync();
        await sam.Locator("#sign").GetByLabel("Why it cannot wait").FillAsync("Every payment fails.");
        await TourHouse.Picture(sam, "tour-emergency", 315);
        await sam.Locator("#sign").GetByRole(AriaRole.Button, new() { Name = "Sign in the emergency" }).ClickAsync();
        await Assertions.Expect(sam.Locator(".toast")).ToContainTextAsync("A Release Manager confirms it.");
        foreach (var manager in (string[])["Ada", "Bob"])
            await PrivateHouse.Until(() => tour.Mails().Any(mail => mail.To.ToString() == TourHouse.MailOf(manager)
                && mail.Subject == "shop 1.0.1 was signed in an emergency"), $"{manager} is told");

        var bob = await tour.Page("Bob");
        await bob.GotoAsync($"{Patch}#signed");
        await bob.Locator("#sign summary").ClickAsync();
        await TourHouse.Picture(bob, "tour-confirm", 480);
        await tour.Type("Bob", "release confirm-emergency shop 1.0.1 --comment \"I would have signed it too\"");
        Assert.Equal(tour.Id("Bob"), Assert.Single(Shown(tour, "1.0.1").SignOffs).ConfirmedBy);
    }

    private static async Task ATextIsRemoved(TourHouse tour)
    {
        await tour.Type("Ines", "incident note 1 \"A customer called from 0171 555\"");
        var place = (await tour.Type("Sam", "journal find \"0171 555\"")).Split('\n')
            .First(line => line.Contains('#')).Split(' ')[0];
        await tour.Type("Sam", "journal redact PLACE --reason \"a customer's number\"", real: ("PLACE", place));
        await tour.Type("Sam", "journal confirm 1", code: 4);
        var root = await tour.Page("Root");
        await root.GotoAsync("/settings/removals#asked");
        await TourHouse.Picture(root, "tour-removal", 470);
        await tour.Type("Root", "journal confirm 1");
        await tour.Type("Root", "journal verify");
        await root.GotoAsync("/incidents/INC-1");
        await Assertions.Expect(root.Locator("main")).ToContainTextAsync("(removed)");
        await Assertions.Expect(root.Locator("main")).Not.ToContainTextAsync("0171 555");
        Assert.True((await tour.House.Services.GetRequiredService<IJournal>().Verify(Stop)).Intact);
    }

    private static Release Shown(TourHouse tour, string version) =>
        tour.House.Desk.World.Get<Release>(Release.StreamOf("shop", version));
}
