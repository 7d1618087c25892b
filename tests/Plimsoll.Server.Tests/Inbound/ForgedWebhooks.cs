using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Access;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Inbound;

/// <summary>Messages other systems post: every forged one is refused and leaves nothing, every true one is taken.</summary>
public sealed class ForgedWebhooks
{
    // A campaign has 2,000 to each receiver.
    private static readonly int Many = Campaign.Number("PLIMSOLL_FORGERIES", 200);
    private const string Standard = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private const string GitHub = "the secret of the repository";
    private const string Token = "the-token-of-alertmanager-1f7c";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("github")]
    [InlineData("standard")]
    [InlineData("alertmanager")]
    public async Task No_forged_message_is_taken_and_no_true_one_refused(string kind)
    {
        await using var house = await Open();
        var sender = await Of(kind, house);
        var (seed, number) = (20_261_124, 0);
        var random = new Random(seed);
        var forged = new List<Wire>();
        while (forged.Count < Many) forged.AddRange(sender.Forged(number++, random));
        var before = (house.Desk.World.Position, await Rows(house));

        foreach (var wire in forged)
        {
            var (status, answer) = await wire.Send(house.Address, Stop);
            Assert.True(status is 401 or 400, $"seed {seed}: {wire.Path} {string.Join(" | ", wire.Headers)}: {status} {answer}");
        }

        Assert.Equal(before, (house.Desk.World.Position, await Rows(house)));
        for (var i = 0; i < Many; i++)
        {
            var (status, answer) = await sender.True(100_000 + i).Send(house.Address, Stop);
            Assert.True(status == 200, $"{i}: {status} {answer}");
        }

        TestContext.Current.SendDiagnosticMessage("{0}: {1} forged, 0 taken; {2} true, 0 refused", kind, forged.Count, Many);
    }

    [Theory]
    [InlineData("github")]
    [InlineData("standard")]
    public async Task The_same_message_is_taken_once_also_by_a_server_started_anew(string kind)
    {
        await using var house = await Open();
        var sender = await Of(kind, house);
        if (kind == "github") await Seal(house);
        var sent = sender is GitHubSender checks
            ? checks.Of("check_suite", checks.Suite("success", house.Clock.GetUtcNow())) : sender.True(1);
        Assert.Equal(200, (await sent.Send(house.Address, Stop)).Status);
        var before = Told(house);

        Assert.Equal(401, (await sent.Send(house.Address, Stop)).Status);
        if (kind == "github")
            Assert.Equal(401, (await sent.Instead("X-GitHub-Delivery", "another").Send(house.Address, Stop)).Status);
        await house.Restart(s => s);
        Assert.Equal(401, (await sent.Send(house.Address, Stop)).Status);
        Assert.Equal(before, Told(house));
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_comes_signed_anew_and_does_nothing_twice()
    {
        await using var house = await Open();
        var sender = (StandardSender)await Of("standard", house);
        Assert.Contains("Declared INC-1.", (await sender.Of("msg_1", house.Clock.GetUtcNow(), StandardSender.Alert("disk")).Send(house.Address, Stop)).Body);
        var before = Told(house);
        house.Clock.Advance(TimeSpan.FromSeconds(5));

        var (status, answer) = await sender.Of("msg_1", house.Clock.GetUtcNow(), StandardSender.Alert("disk")).Send(house.Address, Stop);

        Assert.Equal(200, status);
        Assert.Contains("Known already.", answer);
        Assert.Equal(before, Told(house));
    }

    [Fact]
    public async Task Alerts_declare_one_incident_join_it_and_are_noted_when_they_end()
    {
        await using var house = await Open();
        var sender = (AlertmanagerSender)await Of("alertmanager", house);
        async Task<string> Tell(int alert, string status, string severity = "warning") =>
            (await sender.Of(AlertmanagerSender.Group(1, alert, status, severity)).Send(house.Address, Stop)).Body;

        Assert.Contains("Declared INC-1.", await Tell(1, "firing"));
        Assert.Contains("Known already.", await Tell(1, "firing"));
        Assert.Contains("Noted in INC-1.", await Tell(2, "firing"));
        Assert.Contains("Noted in INC-1.", await Tell(1, "resolved"));
        Assert.Contains("Known already.", await Tell(9, "resolved"));

        var incident = house.Desk.World.Get<Incident>(Incident.StreamOf("INC-1"));
        Assert.Equal(("Errors of group 1", "shop", Severity.Medium, "system:alertmanager"),
            (incident.Title, incident.Service, incident.Severity, incident.DeclaredBy));
        Assert.Contains(incident.Timeline, e => e.Sentence == "Also: Errors on i2");
        Assert.Contains(incident.Timeline, e => e.Sentence == "Not firing any more: Errors on i1");
        Assert.False(house.Desk.World.Get<Incident>(Incident.StreamOf("INC-2")).Exists);
    }

    [Fact]
    public async Task What_is_no_message_of_theirs_is_said_to_be_none_and_too_much_is_not_read()
    {
        await using var house = await Open();
        var sender = (AlertmanagerSender)await Of("alertmanager", house);
        string deep = new string('[', 100) + new string(']', 100);
        foreach (var body in (string[])["", "[]", "{}", "{\"version\":\"4\"}", "\"\\ud800\"", $"{{\"a\":{deep}}}",
            "{\"version\":\"4\",\"groupKey\":\"\\ud800\",\"alerts\":[{}]}"])
            Assert.Equal(422, (await sender.Of(body).Send(house.Address, Stop)).Status);
        using var program = house.Program(Token);
        // So that the answer is read before all of it is sent.
        program.DefaultRequestHeaders.ExpectContinue = true;
        using var big = new ByteArrayContent(new byte[1024 * 1024 + 1]);
        using var answer = await program.PostAsync("/webhooks/alertmanager/shop", big, Stop);
        Assert.Equal(413, (int)answer.StatusCode);
        Assert.Equal(404, (await (sender.Of("{}") with { Path = "/webhooks/none/shop" }).Send(house.Address, Stop)).Status);
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_taken_and_it_reads_the_same()
    {
        await using var house = await AccountsHouse.Open();
        var unset = await new AlertmanagerSender(Token, "shop", house.Clock.GetUtcNow()).True(1).Send(house.Address, Stop);
        await using var other = await Open();
        var wrong = await new AlertmanagerSender("wrong", "shop", house.Clock.GetUtcNow()).True(1).Send(other.Address, Stop);
        Assert.Equal(401, unset.Status);
        Assert.Equal(Words(unset.Body), Words(wrong.Body));
        static string Words(string answer) => answer[answer.IndexOf("{\"", StringComparison.Ordinal)..];
    }

    /// <summary>A candidate of the shop with the commit GitHub's checks are about.</summary>
    internal static async Task Seal(AccountsHouse house)
    {
        var guide = Path.Combine(LiveHouse.Root(), "guides", "octoacme-release-and-deployment.md");
        await house.Enrol("Olga", "olga@example.test", "Release Manager");
        using (var olga = house.Program(await house.SignedInToken("Olga")))
            await AccountsHouse.Json(await house.Post(olga, "guide/apply", new ApplyGuide(
                Path.GetFileName(guide), await File.ReadAllBytesAsync(guide, Stop))));
        var playbook = house.Desk.World.Get<GuideBook>(GuideBook.Stream).NewestHash;
        foreach (var command in (Command[])
            [
                new CreateRelease("shop", "1.0.0", ReleaseType.Minor, "", null, ""),
                new SealCandidate("0123456789abcdef0123456789abcdef01234567", "shop.tar", "d19e57", playbook, ["dan"], []),
            ])
            Assert.IsType<Answer.Accepted>(
                await house.Desk.Send(Release.StreamOf("shop", "1.0.0"), command, house.IdOf("Olga"), Stop));
    }

    internal static async Task<AccountsHouse> Open()
    {
        var house = await AccountsHouse.Open();
        foreach (var service in (string[])["shop", "other"])
        {
            var file = ServiceFileReader.Read("plimsoll.yaml", Pages.SomeService.Yaml(service, service, "ask", "/nowhere", "/nowhere"));
            await house.Desk.Send(Service.StreamOf(service), new DefineService(Assert.Single(file.Services)), "system:test", Stop);
        }

        return house;
    }

    internal static async Task<Sender> Of(string kind, AccountsHouse house)
    {
        var person = await house.SignedInToken("Root");
        using var root = house.Program(person);
        // The other service has secrets of its own: what is meant for one is none for the other.
        foreach (var (name, service, value) in ((string, string, string)[])
            [
                ("WEBHOOK_GITHUB", "shop", GitHub), ("WEBHOOK_STANDARD", "shop", Standard), ("WEBHOOK_ALERTMANAGER", "", Token),
                ("WEBHOOK_GITHUB", "other", "another secret"), ("WEBHOOK_STANDARD", "other", "whsec_" + Convert.ToBase64String(new byte[32])),
                ("WEBHOOK_ALERTMANAGER", "other", "another-token"),
            ])
            await AccountsHouse.Json(await house.Post(root, "secrets/set", new { name, service, environment = "", value, command = "" }));
        var now = house.Clock.GetUtcNow();
        return kind switch
        {
            "github" => new GitHubSender(GitHub, "shop", now),
            "standard" => new StandardSender(Standard, "shop", now),
            _ => new AlertmanagerSender(Token, "shop", now, house.NodeToken, person, AccountsHouse.Password),
        };
    }

    /// <summary>What came in by messages; what follows from it goes on by itself.</summary>
    private static int Told(AccountsHouse house) => house.Desk.World.All<Incident>()
        .Sum(i => 1 + i.Value.Timeline.Count(e => e.By == "system:standard"));

    private static async Task<int> Rows(AccountsHouse house) =>
        (await house.Services.GetRequired<InboundTable>().Newest(100_000, Stop)).Count;
}
