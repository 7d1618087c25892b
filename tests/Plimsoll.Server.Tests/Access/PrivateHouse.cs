using System.Net;
using System.Net.Http.Json;
using Mailsink;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Pages;
using Plimsoll.Server.Tests.Repositories;
using Plimsoll.Server.Tests.Cli;

namespace Plimsoll.Server.Tests.Access;

/// <summary>
/// A service whose first contact, Olga, is its Release Manager; a private incident that Ada declares and whose every
/// text says <see cref="Canary"/>; a real mail server beside it.
/// </summary>
internal sealed class PrivateHouse : IAsyncDisposable
{
    public const string Canary = "zebra-canary";
    public const string Incident = "INC-1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();
    private Sink _sink = null!;

    public AccountsHouse House { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<PrivateHouse> Open()
    {
        var house = new PrivateHouse();
        Directory.CreateDirectory(house._folder.At("mails"));
        house._sink = await Sink.Start(house._folder.At("mails"), 0, 0, Stop);
        house.House = await AccountsHouse.Open("127.0.0.1", house._sink.SmtpPort);
        await house.Member("Ada", "Developers");
        await house.Member("Olga", "Release Manager");
        await house.Member("Vic", "Viewer");
        await house.Member("Sam", "Security Lead");
        var guide = Path.Combine(LiveHouse.Root(), "guides", "octoacme-release-and-deployment.md");
        await house.Post("Olga", "guide/apply", new ApplyGuide(
            Path.GetFileName(guide), await File.ReadAllBytesAsync(guide, Stop)));
        foreach (var service in (string[])["shop", "till"]) await house.Describe(service);
        return house;
    }

    public Task Member(string name, string role, string scope = "organisation") =>
        House.Enrol(name, AccountsHouse.MailOf(name), role, scope);

    /// <summary>A line typed by somebody who is signed in.</summary>
    public async Task<Said> Type(Shell shell, string who, string line)
    {
        var token = Path.Combine(shell.Home, $"{who}.token");
        await File.WriteAllTextAsync(token, await House.SignedInToken(who), Stop);
        File.SetUnixFileMode(token, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return await shell.Type($"{line} --server {House.Address.ToString().TrimEnd('/')} --token-file {token}", Stop);
    }

    public async Task Describe(string service)
    {
        var yaml = SomeService.Yaml(service, service, "ask", "/nowhere", _folder.Path).Replace(
            "  - person: Ada\n", "  - person: Olga\n    mail: olga@example.test\n  - person: Ada\n", StringComparison.Ordinal);
        await Sent(Service.StreamOf(service), new DefineService(
            Assert.Single(ServiceFileReader.Read("plimsoll.yaml", yaml).Services)), "system:test");
    }

    /// <summary>Everything a person can write about an incident, each time with the canary in it.</summary>
    public async Task DeclarePrivate(bool fromTheBeginning = true)
    {
        var declared = await Post("Ada", "incidents/declare", new DeclareBody(
            $"{Canary} title", "high", "shop", "", $"{Canary} symptoms") { Private = fromTheBeginning });
        Assert.Contains(Incident, declared, StringComparison.Ordinal);
        await Until(() => House.Desk.World.Get<Lane>(
            Lane.StreamOf("shop", "production")).Holds.Length == 1, "its hold is placed");
        (string, object)[] written =
        [
            ("take-command", new { }),
            ("note-action", new NoteBody($"{Canary} note")),
            ("assess-severity", new AssessBody("critical", $"{Canary} impact")),
            ("open-channel", new ChannelBody($"https://chat.example.test/{Canary}", "")),
            ("name-suspect", new SuspectBody($"{Canary} suspect", $"{Canary} why")),
            ("send-update", new UpdateBody($"{Canary} update")),
            ("record-decision", new DecisionBody("workaround", $"{Canary} decision", [$"{Canary} option"])),
            ("answer-security", new SecurityBody(true, $"{Canary} security")),
            ("add-action-item", new ActionBody($"{Canary} item", "Ada", "7d", BeforeNextRelease: true)),
            ("edit-review", new ReviewBody("root-cause", $"{Canary} cause", 0)),
        ];
        foreach (var (verb, body) in written) await Post("Ada", $"incidents/{Incident}/{verb}", body);
        if (!fromTheBeginning) await Post("Ada", $"incidents/{Incident}/make-private", new ReasonBody($"{Canary} reason"));
        await Sent(Release.StreamOf("shop", "1.0.1"), new CreateRelease(
            "shop", "1.0.1", ReleaseType.Patch, "", null, Incident), House.IdOf("Ada"));
        await OpenShipment();
        await Settled();
    }

    /// <summary>An incident for all, INC-2, every text of which tells of the private one.</summary>
    public async Task DeclareLikeIt()
    {
        static string Like(string what) => $"as {Incident}: {Canary} {what}";
        await Post("Ada", "incidents/declare", new DeclareBody(Like("title"), "high", "till", "", Like("symptoms")));
        (string, object)[] written =
        [
            ("take-command", new { }),
            ("note-action", new NoteBody(Like("note"))),
            ("assess-severity", new AssessBody("critical", Like("impact"))),
            ("open-channel", new ChannelBody($"https://chat.example.test/{Incident}/{Canary}", "")),
            ("name-suspect", new SuspectBody(Like("suspect"), Like("why"))),
            ("send-update", new UpdateBody(Like("update"))),
            ("record-decision", new DecisionBody("workaround", Like("decision"), [Like("option")])),
            ("finish-mitigation", new RemarkBody(Like("work"))),
            ("vouch-for-mitigation", new VouchBody(true, Like("mitigation"))),
            ("identify-cause", new CauseBody(Like("cause"))),
            ("add-action-item", new ActionBody(Like("item"), "Ada", "7d", BeforeNextRelease: true)),
            ("edit-review", new ReviewBody("root-cause", Like("section"), 0)),
        ];
        foreach (var (verb, body) in written) await Post("Ada", $"incidents/INC-2/{verb}", body);
        await Settled();
    }

    /// <summary>A walk of 1.0.2 whose first step that waits tells the hold of the lane, as the engine writes it.</summary>
    private async Task OpenShipment()
    {
        var release = Release.StreamOf("shop", "1.0.2");
        var shipment = Shipment.StreamOf(Shipment.IdOf("shop", "1.0.2", 1));
        await Seal("1.0.2");
        await Sent(shipment, new OpenShipment("shop", "1.0.2", 1), House.IdOf("Ada"));
        await Settled();
        var lane = House.Desk.World.Get<Lane>(Lane.StreamOf("shop", "production"));
        var step = House.Desk.World.Get<Shipment>(shipment).Steps.First(s => s.Does == StepWork.Deploy);
        var hold = Assert.Single(LaneRules.Stops(lane, House.Desk.World.Get<Release>(release), House.Desk.Now));
        Assert.Contains(Canary, hold.Sentence, StringComparison.Ordinal);
        await Sent(shipment, new MoveStep(step.Id, StepStatus.Waiting, hold.Sentence), "system:test");
    }

    public async Task Seal(string version)
    {
        var release = Release.StreamOf("shop", version);
        await Sent(release, new CreateRelease("shop", version, ReleaseType.Minor, "", null, ""), House.IdOf("Ada"));
        await Sent(release, new SealCandidate($"c0ffee-{version}", "shop.tar", $"d19e57-{version}",
            House.Desk.World.Get<GuideBook>(GuideBook.Stream).NewestHash, ["dan"], []), "system:test");
    }

    /// <summary>Until nothing follows any more and every message has been tried.</summary>
    public async Task Settled()
    {
        var outbox = House.Services.GetRequiredService<Outbox>();
        await Until(() => House.Services.GetRequiredService<Reactor>().Quiet.Position >= House.Desk.World.Position
            && outbox.List(500, Stop).GetAwaiter().GetResult().All(m =>
                m.State is not (OutboxState.Waiting or OutboxState.Sending)), "everything has settled");
    }

    public async Task<string> Post(string who, string path, object body, string key = "")
    {
        using var program = House.Program(await House.SignedInToken(who));
        if (key != "") program.DefaultRequestHeaders.Add("Idempotency-Key", key);
        using var answer = await program.PostAsync($"/api/v1/{path}", JsonContent.Create(body, body.GetType()), Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
        return text;
    }

    public async Task Sent(StreamName stream, Command command, string actor) =>
        Assert.IsType<Plimsoll.Server.Engine.Answer.Accepted>(await House.Desk.Send(stream, command, actor, Stop));

    public IReadOnlyList<MimeKit.MimeMessage> Mails() =>
        [.. new MailFolder(_folder.At("mails")).Newest().Select(each => each.Mail)];

    public static async Task Until(Func<bool> isSo, string what)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"It did not happen: {what}");
            await Task.Delay(20, Stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        await _sink.DisposeAsync();
        _folder.Dispose();
    }
}
