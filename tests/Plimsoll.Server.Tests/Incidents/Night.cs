using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Mailsink;
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
public sealed partial class Night : IAsyncDisposable
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Begun);
    private readonly Sink _sink;
    private readonly string _mailFolder;
    private readonly ServerSettings _settings;
    private WebApplication _app = null!;

    private Night(Sink sink, string mails)
    {
        (_sink, _mailFolder) = (sink, mails);
        _settings = new ServerSettings(_folder.At("data"), Place.FreePort(0), "127.0.0.1", sink.SmtpPort,
            "plimsoll@example.test", "", "");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Desk Desk => _app.Services.GetRequiredService<Desk>();

    public DateTimeOffset Now => _clock.GetUtcNow();

    public string DataFolder => _settings.DataFolder;

    /// <summary>From whatever is known to resolved: it went away by itself, and a person says so.</summary>
    public static IncidentCommand[] ToResolve =>
        [new RecordDecision(Remedy.None, "It went away", []), new VouchForMitigation(true, "Orders pass"), new ResolveIncident("Orders pass")];

    /// <summary>A server at 08:00 with the reference guide and one service, <c>shop</c>.</summary>
    /// <param name="yaml">The service's file; its usual one when left out.</param>
    /// <param name="guided">Without a guide there are no lines with clocks: only pages, offers and reminders.</param>
    public static async Task<Night> Fall(string yaml = Shop, bool guided = true)
    {
        var mails = Directory.CreateTempSubdirectory("plimsoll-mails-").FullName;
        var night = new Night(await Sink.Start(mails, 0, 0, Stop), mails);
        await night.Start();
        if (guided) await night.Apply("octoacme-release-and-deployment.md");
        if (yaml != "") await night.Define(yaml);
        await night.Quiet();
        _ = await night.Heard();
        return night;
    }

    /// <summary>A night without a guide: INC-1 is declared at 08:00, and Ada leads it at once.</summary>
    public static async Task<Night> Called(string yaml = Shop, Severity severity = Severity.High)
    {
        var night = await Fall(yaml, guided: false);
        await night.Declare(severity: severity);
        await night.Do("Ada", "INC-1", new TakeCommand());
        return night;
    }

    private async Task Apply(string guide)
    {
        var content = await File.ReadAllBytesAsync(Path.Combine(Pages.LiveHouse.Root(), "guides", guide), Stop);
        await Do("Ada", GuideBook.Stream, new ApplyPlaybook(GuideCompiler.Compile(guide, content)));
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
        var reason = (answer as Answer.Refused)?.Refusal.Reason;
        Assert.True(answer is Answer.Accepted, $"{Now:HH:mm} {command.GetType().Name}: {reason}");
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
        string title = "Checkout fails", Severity severity = Severity.High, string service = "shop",
        bool? security = false)
    {
        var id = IncidentNumbers.Next(Desk.World);
        await Do("Ada", Incident.StreamOf(id), new DeclareIncident(id, title, severity, service, "", "", security));
        return id;
    }

    public Incident Get(string incident) => Desk.World.Get<Incident>(Incident.StreamOf(incident));

    public Page Page(string page) => Desk.World.Get<Page>(Core.OnCall.Page.StreamOf(page));

    public Duty Duty(string incident, string concept) => IncidentDuties.Of(
        Get(incident), Desk.World.Get<GuideBook>(GuideBook.Stream).Newest, Now).First(d => d.Check.Concept == concept);

    /// <summary>Time goes by minute for minute, as it does while the server runs.</summary>
    public async Task Pass(TimeSpan time)
    {
        for (var until = Now + time; Now < until;) await Leap(Min(TimeSpan.FromMinutes(1), until - Now));
    }

    /// <summary>Time goes by to a moment such as <c>08:40</c> or <c>4 Mar 08:40</c>; stands still one minute before
    /// it.</summary>
    public async Task Until(string moment)
    {
        var end = At(moment);
        Assert.True(end > Now, $"{moment} is over.");
        if (end - Now > TimeSpan.FromMinutes(1)) await Leap(end - Now - TimeSpan.FromMinutes(1));
        await Leap(end - Now);
    }

    public static DateTimeOffset At(string moment) => DateTimeOffset.ParseExact(
        moment.Length == 5 ? $"2026 2 Mar {moment}" : $"2026 {moment}", "yyyy d MMM HH:mm",
        CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Whoever was called and has not answered yet does.</summary>
    public async Task Acknowledge(string person)
    {
        var open = Desk.World.Going<Page>().Where(p => p.Value.IsOpen && p.Value.Call(person) is not null);
        foreach (var page in open.ToList())
            await Do(person, page.Key, new AcknowledgePage(person));
    }

    /// <summary>Somebody's mail program: no session, no token, follows nothing by itself.</summary>
    public HttpClient Phone() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new Uri(_settings.Address),
    };

    /// <summary>The link to acknowledge in the newest mail to somebody.</summary>
    public string LinkTo(string mail) => Mails()
        .Where(m => m.To.Mailboxes.Any(to => to.Address == mail))
        .SelectMany(m => (m.TextBody ?? "").Split('\n', StringSplitOptions.TrimEntries))
        .Last(line => line.Contains("/ack/", StringComparison.Ordinal));

    /// <summary>Time is gone at once, as it is after the server was down.</summary>
    public async Task Leap(TimeSpan time)
    {
        _clock.Advance(time);
        await Quiet();
    }

    /// <summary>The server ends and starts again on the same folder.</summary>
    public async Task Restart()
    {
        await End();
        await Start();
        await Quiet();
    }

    /// <summary>The server is down for a while.</summary>
    public async Task Down(TimeSpan time)
    {
        await End();
        _clock.Advance(time);
        await Start();
        await Quiet();
    }

    private async Task Start()
    {
        _app = await PlimsollHost.Build(_settings, _clock, Stop);
        await _app.StartAsync(Stop);
    }

    private async Task End()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.Services.GetRequiredService<IJournal>().DisposeAsync();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await End();
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
