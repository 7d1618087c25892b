using Mailsink;
using MimeKit;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Files.Api;
using Plimsoll.Server.Connectors.Email;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>
/// kill -9 while pages and mails go out through a line that is cut: every mail arrives, and a repeat says that it is
/// one.
/// </summary>
public sealed class PagesOfAKilledServer(ITestOutputHelper output)
{
    private const int Quiet = 40;
    private const int Kills = 3;
    private const int Percent = 10;
    private const string Domain = "example.test";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private static int Pages => Campaign.Number("PLIMSOLL_PAGES", 200);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task None_is_lost_and_a_repeat_bears_the_id_of_the_first()
    {
        using var folder = new TempFolder();
        var mails = Directory.CreateDirectory(folder.At("mails")).FullName;
        await using var sink = await Sink.Start(mails, 0, 0, Stop);
        await using var proxy = new CuttingProxy(sink.SmtpPort, Campaign.Seed);
        await using var server = new ServerProcess(folder.At("data"), "--mail-host", "127.0.0.1",
            "--mail-port", $"{proxy.Port}", "--mail-from", $"plimsoll@{Domain}");
        await server.Start();
        await server.Do("services/apply", new ApplyServices("plimsoll.yaml", Service), "Ada");
        using var watch = new Watch(server.Folder);

        for (var number = 1; number <= Quiet; number++) await Declare(server, number);
        await Sent(watch);
        Report(watch, mails);
        proxy.Percent = Percent;
        var killedAfter = await DeclareWhileKilled(server);
        await Sent(watch);
        await server.Kill();

        output.WriteLine($"seed {Campaign.Seed}; killed after {string.Join(", ", killedAfter)} pages; {proxy}");
        Judge(watch, mails);
    }

    private static Task<string> Declare(ServerProcess server, int number) => server.Do("incidents/declare",
        new DeclareBody($"Trouble {number}", "medium", "shop"), "Ada", $"declare-{number}");

    /// <summary>Declares the rest; the server dies three times at random moments, and each request is sent until it is
    /// answered.</summary>
    private static async Task<List<int>> DeclareWhileKilled(ServerProcess server)
    {
        var random = new Random(Campaign.Seed);
        var at = Enumerable.Range(0, Kills).Select(_ => random.Next(Quiet + 1, Pages)).Order().ToList();
        for (var number = Quiet + 1; number <= Pages; number++)
        {
            var killing = at.Contains(number) ? KillSoon(server, random.Next(150)) : null;
            try
            {
                await Declare(server, number);
                if (number % 10 == 0)
                    await server.Do($"incidents/{number}/send-update", new UpdateBody("We look into it."), "Ada",
                        $"update-{number}");
            }
            catch (Exception dead) when (dead is HttpRequestException or IOException or TaskCanceledException)
            {
                Assert.NotNull(killing);
            }
            if (killing is null) continue;
            await killing;
            await server.Start();
            await Declare(server, number);
        }
        return at;
    }

    private static async Task KillSoon(ServerProcess server, int milliseconds)
    {
        await Task.Delay(milliseconds, Stop);
        await server.Kill();
    }

    /// <summary>Waits until nothing is on its way.</summary>
    private static async Task Sent(Watch watch)
    {
        var patience = DateTime.UtcNow + Patience;
        while (true)
        {
            var left = watch.Outbox().Values.Count(state => state is "waiting" or "sending" or "failed");
            if (left == 0 && Expected(watch).Keys.All(watch.Outbox().ContainsKey)) return;
            Assert.True(DateTime.UtcNow < patience, $"{left} messages are still on their way.");
            await Task.Delay(250, Stop);
        }
    }

    /// <summary>Every message the journal asks for, by its key, with the fact that asks for it.</summary>
    private static Dictionary<string, Fact> Expected(Watch watch)
    {
        watch.CatchUp();
        return watch.Facts.SelectMany(fact => KeysOf(fact).Select(key => (key, fact)))
            .ToDictionary(k => k.key, k => k.fact);
    }

    private static IEnumerable<string> KeysOf(Fact fact) => fact.Event switch
    {
        ContactNotified e => [$"{fact.Position}/page-mail/{e.Round}/{e.Person}"],
        CommandOffered e => [$"{fact.Position}/offer/{e.Person.ToLowerInvariant()}@{Domain}"],
        UpdateSent e => e.To.Select(to => $"{fact.Position}/update/{to}"),
        _ => [],
    };

    private void Judge(Watch watch, string folder)
    {
        var (expected, outbox) = (Expected(watch), watch.Outbox());
        var arrived = Arrived(folder);
        var keys = outbox.Keys.ToDictionary(IdOf);
        // A page that was called again under a later round is not sent twice; nothing else is ever withdrawn here.
        var lost = expected.Where(e => !arrived.ContainsKey(IdOf(e.Key)) && !WasCalledAgain(e, expected, outbox))
            .ToList();
        var strangers = arrived.Keys.Where(id => !keys.ContainsKey(id)).ToList();
        var pages = expected.Count(e => e.Value.Event is ContactNotified);
        output.WriteLine($"{pages} calls, {expected.Count} messages, {arrived.Values.Sum(a => a.Count)} mails, " +
            $"{arrived.Values.Sum(a => a.Count - 1)} repeats with the same id, {lost.Count} lost, " +
            $"{outbox.Values.Count(s => s == "withdrawn")} withdrawn");
        Assert.Empty(lost.Select(l => $"{l.Key} is {outbox.GetValueOrDefault(l.Key)}"));
        Assert.Empty(strangers);
        Assert.Equal(Pages, watch.Facts.Count(f => f.Event is IncidentDeclared));
        Assert.True(pages >= Pages, $"{pages} calls for {Pages} incidents");
        foreach (var same in arrived.Values) Assert.Single(same.Select(m => (m.To, m.Subject)).Distinct());
    }

    private static bool WasCalledAgain(
        KeyValuePair<string, Fact> one, Dictionary<string, Fact> all, Dictionary<string, string> outbox) =>
        one.Value.Event is ContactNotified call && outbox.GetValueOrDefault(one.Key) == "withdrawn"
        && all.Values.Any(f => f.Stream == one.Value.Stream && f.Event is ContactNotified later
            && later.Person == call.Person && later.Round > call.Round);

    private static Dictionary<string, List<Arrival>> Arrived(string folder) =>
        Directory.EnumerateFiles(folder, "*.eml").Select(Arrival.Read).GroupBy(a => a.Id)
            .ToDictionary(g => g.Key, g => g.ToList());

    /// <summary>How long after the commit mails were kept while nothing was cut or killed.</summary>
    private void Report(Watch watch, string folder)
    {
        var arrived = Arrived(folder);
        var took = Expected(watch).Where(e => e.Value.Event is ContactNotified)
            .Select(e => (arrived[IdOf(e.Key)].Min(a => a.At) - e.Value.Moment.At).TotalMilliseconds).Order().ToList();
        output.WriteLine($"undisturbed: {took.Count} calls kept by the mail server after {took[took.Count / 2]:0} ms " +
            $"(median), {took[took.Count * 95 / 100]:0} ms (p95), {took[^1]:0} ms (longest)");
    }

    private static string IdOf(string key) => new Mail(key, [], "", "").IdAt(Domain);

    private sealed record Arrival(string Id, string To, string Subject, DateTimeOffset At)
    {
        public static Arrival Read(string file)
        {
            var mail = MimeMessage.Load(file, Stop);
            return new Arrival(
                mail.MessageId ?? "", mail.To.ToString(), mail.Subject ?? "", File.GetLastWriteTimeUtc(file));
        }
    }

    private const string Service = $$"""
        version: 1
        name: shop
        title: Shop
        repository: /nowhere/shop
        people:
          Release Manager: [Ada]
        environments:
          - name: staging
            targets: [{ name: one, folder: /nowhere/staging }]
          - name: production
            targets: [{ name: one, folder: /nowhere/production }]
        contacts:
          - { person: Ada, mail: ada@{{Domain}} }
        audiences:
          stakeholders: [board@{{Domain}}]
          support: [desk@{{Domain}}]
        """;
}
