using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Mailsink;
using MimeKit;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Files.Catalog;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Incidents;

/// <summary>
/// A night on call: the real server with a clock that is moved, real SMTP, and everything it does and tells, in order.
/// </summary>
public sealed class Night : IAsyncDisposable
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Begun);
    private readonly Sink _sink;
    private readonly string _mailFolder;
    private WebApplication _app = null!;
    private long _heard;
    private int _mails;

    private Night(Sink sink, string mails) => (_sink, _mailFolder) = (sink, mails);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Desk Desk => _app.Services.GetRequiredService<Desk>();

    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>A server at 08:00 with the reference guide and one service, <c>shop</c>.</summary>
    /// <param name="yaml">The service's file; its usual one when left out.</param>
    public static async Task<Night> Fall(string yaml = Shop)
    {
        var mails = Directory.CreateTempSubdirectory("plimsoll-mails-").FullName;
        var night = new Night(await Sink.Start(mails, 0, 0, Stop), mails);
        await night.Start();
        var guide = Path.Combine(Pages.LiveHouse.Root(), "guides", "octoacme-release-and-deployment.md");
        await night.Do("Ada", GuideBook.Stream,
            new ApplyPlaybook(GuideCompiler.Compile(Path.GetFileName(guide), await File.ReadAllBytesAsync(guide, Stop))));
        if (yaml != "") await night.Define(yaml);
        await night.Quiet();
        _ = await night.Heard();
        return night;
    }

    public async Task Define(string yaml)
    {
        var file = ServiceFileReader.Read("plimsoll.yaml", yaml);
        Assert.False(file.HasErrors, ServiceFileReport.Render(file));
        foreach (var service in file.Services)
            await Do("Ada", Service.StreamOf(service.Name), new DefineService(service));
    }

    /// <summary>Sends a command that must be accepted, and lets everything follow from it.</summary>
    public async Task Do(string actor, StreamName stream, Command command)
    {
        var answer = await Desk.Send(stream, command, actor, Stop);
        Assert.True(answer is Answer.Accepted, $"{command.GetType().Name}: {(answer as Answer.Refused)?.Refusal.Reason}");
        await Quiet();
    }

    public Task Do(string actor, string incident, IncidentCommand command) =>
        Do(actor, Incident.StreamOf(incident), command);

    public Task Do(string actor, string incident, IncidentReadingCommand command) =>
        Do(actor, Incident.StreamOf(incident), command);

    public async Task<Refusal> Refused(string actor, string incident, Command command) =>
        Assert.IsType<Answer.Refused>(
            await Desk.Send(Incident.StreamOf(incident), command, actor, Stop)).Refusal;

    /// <summary>Declares and answers the incident's id.</summary>
    public async Task<string> Declare(
        string title = "Checkout fails", Severity severity = Severity.High, string service = "shop", bool? security = false)
    {
        var id = IncidentNumbers.Next(Desk.World);
        await Do("Ada", Incident.StreamOf(id), new DeclareIncident(id, title, severity, service, "", "", security));
        return id;
    }

    public Incident Get(string incident) => Desk.World.Get<Incident>(Incident.StreamOf(incident));

    public Duty Duty(string incident, string concept) => IncidentDuties.Of(
        Get(incident), Desk.World.Get<GuideBook>(GuideBook.Stream).Newest, Now).First(d => d.Check.Concept == concept);

    /// <summary>Time goes by minute for minute, as it does while the server runs.</summary>
    public async Task Pass(TimeSpan time)
    {
        for (var until = Now + time; Now < until;) await Leap(Min(TimeSpan.FromMinutes(1), until - Now));
    }

    /// <summary>Time is gone at once, as it is after the server was down.</summary>
    public async Task Leap(TimeSpan time)
    {
        _clock.Advance(time);
        await Quiet();
    }

    /// <summary>The server ends and starts again on the same folder.</summary>
    public async Task Restart()
    {
        await _app.StopAsync(Stop);
        await _app.DisposeAsync();
        await Start();
        await Quiet();
    }

    /// <summary>The server is down for a while.</summary>
    public async Task Down(TimeSpan time)
    {
        await _app.StopAsync(Stop);
        await _app.DisposeAsync();
        _clock.Advance(time);
        await Start();
        await Quiet();
    }

    /// <summary>
    /// What happened and was told since last asked, and nothing else: <c>08:12 nudge assess-severity</c>,
    /// <c>mail ada@…: …</c>.
    /// </summary>
    public async Task Hears(params string[] expected)
    {
        await Quiet();
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await Heard()).Order(StringComparer.Ordinal));
    }

    public Task HearsNothing() => Hears();

    private async Task<List<string>> Heard()
    {
        List<string> heard = [];
        var journal = _app.Services.GetRequiredService<IJournal>();
        await foreach (var stored in journal.Read(_heard, Stop))
        {
            _heard = stored.Position;
            if (Told(EventNames.OfCore.Read(stored)) is { } told) heard.Add($"{stored.At:HH:mm} {told}");
        }
        var mails = Mails();
        heard.AddRange(mails.Skip(_mails).Select(m =>
            $"mail {m.To.Mailboxes.Single().Address}: {m.Subject}"));
        _mails = mails.Count;
        return heard;
    }

    private static string? Told(Fact fact) => fact.Event switch
    {
        DutyNudged e => $"nudge {e.Duty}",
        DutyMissed e => $"missed {e.Duty}{(e.Times > 1 ? $" ×{e.Times}" : "")}",
        DutyEscalated e => $"escalated {e.Duty}",
        CommandOffered e => $"offered {e.Person}",
        ContactNotified e => $"page {e.Person}",
        PageUnanswered => "unanswered",
        PageTriggered e => $"paging {e.Page}",
        PageAcknowledged e => $"acknowledged {e.By}",
        PageResolved => "page over",
        SeverityRaised e => $"raised {e.Severity.ToString().ToLowerInvariant()}",
        ActionItemReminded e => $"reminded {e.Number}",
        _ => null,
    };

    public List<MimeMessage> Mails() => [.. Directory.EnumerateFiles(_mailFolder, "*.eml").Order(StringComparer.Ordinal)
        .Select(file => MimeMessage.Load(file))];

    /// <summary>Waits until nothing more follows and every message has left.</summary>
    private async Task Quiet()
    {
        var (reactor, feed, outbox) = (_app.Services.GetRequiredService<Reactor>(),
            _app.Services.GetRequiredService<Feed>(), _app.Services.GetRequiredService<Outbox>());
        var patience = DateTime.UtcNow.AddSeconds(60);
        while (true)
        {
            feed.Wake();
            var (position, at) = reactor.Quiet;
            if (position == feed.World.Position && at == Now
                && (await outbox.List(1000, Stop)).All(i => i.State is OutboxState.Sent or OutboxState.GivenUp or OutboxState.NotSent or OutboxState.Withdrawn))
                return;
            Assert.True(DateTime.UtcNow < patience, $"The server does not come to rest: {reactor.Quiet} of {feed.World.Position} at {Now:HH:mm}.");
            await Task.Delay(5, Stop);
        }
    }

    private async Task Start()
    {
        var settings = new ServerSettings(_folder.At("data"), Place.FreePort(0), "127.0.0.1", _sink.SmtpPort,
            "plimsoll@example.test", "", "");
        _app = await PlimsollHost.Build(settings, _clock, Stop);
        await _app.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _sink.DisposeAsync();
        _folder.Dispose();
        Directory.Delete(_mailFolder, recursive: true);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    public const string Shop = """
        version: 1
        name: shop
        title: Shop
        repository: /nowhere/shop
        people:
          Release Manager: [Ada]
          Developers: [Ben]
          QA/Testing Specialist: [Chidi]
          Security Lead: [Dana]
          PM: [Eli]
        environments:
          - name: staging
            targets: [{ name: one, folder: /nowhere/staging }]
          - name: production
            targets: [{ name: one, folder: /nowhere/production }]
        contacts:
          - { person: Ada, mail: ada@example.test }
          - { person: Ben, mail: ben@example.test }
          - { person: Chidi, mail: chidi@example.test }
        audiences:
          stakeholders: [board@example.test]
          support: [desk@example.test]
        """;
}
