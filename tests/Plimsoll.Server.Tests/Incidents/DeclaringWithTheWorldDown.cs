using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Plimsoll.Core.Incidents;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Incidents;

/// <summary>The mail server, the webhook and the repository take calls and say nothing.</summary>
[Collection<MeasuredAlone>]
public sealed class DeclaringWithTheWorldDown
{
    // Longer than a declaration takes on a busy machine, shorter than any of the things that do not answer.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private const string Down = """
        version: 1
        name: storefront
        title: Storefront
        repository: git://127.0.0.1:PORT/gone.git
        people:
          Release Manager: [Grace]
          Developers: [Ben]
          PM: [Eli]
        environments:
          - name: staging
            targets: [{ name: one, folder: /nowhere/staging }]
          - name: production
            targets: [{ name: one, folder: /nowhere/production }]
        contacts:
          - { person: Ada, mail: ada@example.test, webhook: 'http://127.0.0.1:PORT/hook' }
          - { person: Grace, mail: grace@example.test }
        audiences:
          stakeholders: [board@example.test]
        """;

    [Fact]
    public async Task It_takes_effect_at_once_and_says_what_is_still_to_be_sent()
    {
        using var silence = new Silence();
        await using var house = await Open(silence);
        var watch = Stopwatch.StartNew();

        var declared = await house.Post<DeclaredView>(
            "Ada", "incidents/declare", new DeclareBody("Checkout fails", "critical", "storefront", Security: true));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, AtOnce);
        var there = house.Desk.World.Get<Incident>(Incident.StreamOf(declared.Id));
        Assert.Equal((IncidentStatus.Investigating, Severity.Critical), (there.Status, there.Severity));
        Assert.Equal(
            [
                ("mail", "ada@example.test", "INC-1: The Security Lead is needed"),
                ("mail", "grace@example.test", "INC-1: You are asked to lead"),
                ("page-mail", "ada@example.test", "INC-1: Checkout fails"),
                ("page-webhook", $"http://127.0.0.1:{silence.Port}/hook", "INC-1: Checkout fails"),
            ],
            declared.ToSend.Select(s => (s.Channel, s.To, s.Title)).Order());
        Assert.All(declared.ToSend, s => Assert.Contains(s.State, (string[])["waiting", "sending", "failed"]));
    }

    [Fact]
    public async Task The_response_goes_on_and_what_cannot_leave_stays_in_the_outbox()
    {
        using var silence = new Silence();
        await using var house = await Open(silence);
        await house.Post<DeclaredView>(
            "Ada", "incidents/declare", new DeclareBody("Checkout fails", "critical", "storefront"));
        var watch = Stopwatch.StartNew();

        await house.Post("Grace", "incidents/1/take-command", new { });
        await house.Post("Grace", "incidents/1/open-channel", new ChannelBody("https://chat.example.test/inc-1"));
        await house.Post("Grace", "incidents/1/record-decision", new DecisionBody("workaround", "the cache is old"));
        await house.Post("Grace", "incidents/1/send-update", new UpdateBody("We are looking into it."));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, AtOnce);
        Assert.Equal("mitigating", (await house.Get<IncidentDetail>("incidents/1")).Summary.Status);
        Assert.Contains("board@example.test", await Outbox(house), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_incidents_at_once_do_not_wait_for_each_other()
    {
        using var silence = new Silence();
        await using var house = await Open(silence);
        var watch = Stopwatch.StartNew();

        var both = await Task.WhenAll(house.Declare("Checkout fails"), house.Declare("Search is slow"));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, AtOnce);
        Assert.Equal(["INC-1", "INC-2"], both.Select(d => d.Id).Order());
        Assert.All(both, d => Assert.Contains(d.ToSend, s => s.Channel == "page-mail"));
    }

    [Fact]
    public async Task A_mail_server_that_never_answers_keeps_nobody_waiting()
    {
        await using var house = await IncidentHouse.Open();
        var watch = Stopwatch.StartNew();

        var declared = await house.Post<DeclaredView>("Ada", "incidents/declare", new DeclareBody(
            "Checkout fails", "low", "storefront"));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, AtOnce);
        var mail = Assert.Single(
            declared.ToSend, s => s.Title.Contains("Incident, low severity", StringComparison.Ordinal));
        Assert.Equal(("mail", "ada@example.test"), (mail.Channel, mail.To));
        Assert.Contains(mail.State, (string[])["waiting", "sending", "failed"]);
        Assert.Equal("investigating", (await house.Get<IncidentDetail>("incidents/INC-1")).Summary.Status);
    }

    private static async Task<IncidentHouse> Open(Silence silence)
    {
        var house = await IncidentHouse.Open();
        await house.Post("Grace", "services/apply", new ApplyServices(
            "plimsoll.yaml", Down.Replace("PORT", $"{silence.Port}", StringComparison.Ordinal)));
        return house;
    }

    /// <summary>The rows follow from the facts a moment later.</summary>
    private static async Task<string> Outbox(IncidentHouse house)
    {
        var patience = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        while (await house.Text("outbox") is var text)
            if (text.Contains("board@", StringComparison.Ordinal) || DateTime.UtcNow > patience) return text;
            else await Task.Delay(20, TestContext.Current.CancellationToken);
        return "";
    }

    /// <summary>Takes every call and never answers.</summary>
    private sealed class Silence : IDisposable
    {
        private readonly TcpListener _hole = new(IPAddress.Loopback, 0);

        public Silence() => _hole.Start();

        public int Port => ((IPEndPoint)_hole.LocalEndpoint).Port;

        public void Dispose() => _hole.Dispose();
    }
}
