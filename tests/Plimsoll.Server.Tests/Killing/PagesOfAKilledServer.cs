using Mailsink;
using Plimsoll.Core.Incidents;
using Plimsoll.Files.Api;
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
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private static int Pages => Campaign.Number("PLIMSOLL_PAGES", 200);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task None_is_lost_and_a_repeat_bears_the_id_of_the_first()
    {
        using var folder = new TempFolder();
        var kept = Directory.CreateDirectory(folder.At("mails")).FullName;
        await using var sink = await Sink.Start(kept, 0, 0, Stop);
        await using var proxy = new CuttingProxy(sink.SmtpPort, Campaign.Seed);
        await using var server = new ServerProcess(folder.At("data"), "--mail-host", "127.0.0.1",
            "--mail-port", $"{proxy.Port}", "--mail-from", $"plimsoll@{MailsOfAJournal.Domain}");
        await server.Start();
        await server.Do("services/apply", new ApplyServices("plimsoll.yaml", Service), "Ada");
        using var watch = new Watch(server.Folder);
        var mails = new MailsOfAJournal(watch, kept);

        for (var number = 1; number <= Quiet; number++) await Declare(server, number);
        await Sent(watch, mails);
        Report(mails);
        proxy.Percent = Percent;
        var killedAfter = await DeclareWhileKilled(server);
        await Sent(watch, mails);
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
    private static async Task Sent(Watch watch, MailsOfAJournal mails)
    {
        var patience = DateTime.UtcNow + Patience;
        while (!mails.AllLeft())
        {
            Assert.True(DateTime.UtcNow < patience, $"{MailsOfAJournal.Left(watch.Outbox())} messages are still on their way.");
            await Task.Delay(250, Stop);
        }
    }

    private void Judge(Watch watch, MailsOfAJournal mails)
    {
        output.WriteLine(mails.Judge());
        Assert.Equal(Pages, watch.Facts.Count(f => f.Event is IncidentDeclared));
        Assert.True(mails.Calls >= Pages, $"{mails.Calls} calls for {Pages} incidents");
    }

    /// <summary>How long a page takes while nothing is cut or killed.</summary>
    private void Report(MailsOfAJournal mails)
    {
        var took = mails.Took().ConvertAll(t => t.TotalMilliseconds);
        output.WriteLine($"undisturbed: {took.Count} incidents, the page kept by the mail server after {took[took.Count / 2]:0} ms " +
            $"(median), {took[took.Count * 95 / 100]:0} ms (p95), {took[^1]:0} ms (longest)");
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
          - { person: Ada, mail: ada@{{MailsOfAJournal.Domain}} }
        audiences:
          stakeholders: [board@{{MailsOfAJournal.Domain}}]
          support: [desk@{{MailsOfAJournal.Domain}}]
        """;
}
