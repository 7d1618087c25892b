using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Plimsoll.Files.Api;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Killing;
using Plimsoll.Server.Tests.Nodes;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Health;

/// <summary>Two servers on one database: one does the work; the other alarms nobody, and knows what is done.</summary>
public sealed class AServerThatDoesNotWork(Postgres postgres)
{
    private static readonly string[] OfTheWork =
        ["plimsoll_ticker_age_seconds ", "plimsoll_reactor_lag ", "plimsoll_reactor_parked "];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_nothing_of_the_work_and_tells_what_the_other_still_sends()
    {
        using var folder = new TempFolder();
        var database = new PostgresSettings("", await postgres.NewDatabase()).Address;
        await using var first = Server("first");
        await using var second = Server("second");
        await first.Start();
        await second.Start();
        var (works, other) = await Who(first, second);

        await other.Do("services/apply", new ApplyServices("plimsoll.yaml", Service), "Ada");
        var answer = await other.Do("incidents/declare", new DeclareBody("It burns", "high", "shop"), "Ada");
        var declared = JsonSerializer.Deserialize<DeclaredView>(answer, JsonSerializerOptions.Web);
        Assert.Contains(declared?.ToSend ?? [], item => item.To.Contains("ada@example.test", StringComparison.Ordinal));

        var (told, untold) = ((await works.Read("/metrics")).Text, (await other.Read("/metrics")).Text);
        Assert.All(OfTheWork, name => Assert.Contains($"\n{name}", told, StringComparison.Ordinal));
        Assert.All(OfTheWork, name => Assert.DoesNotContain($"\n{name}", untold, StringComparison.Ordinal));
        Assert.Contains("\nplimsoll_boards_lag ", untold, StringComparison.Ordinal);

        ServerProcess Server(string name) => On(database, folder, name);
    }

    [Fact]
    public async Task It_says_that_it_lives_to_anybody_while_its_database_is_silent()
    {
        using var folder = new TempFolder();
        var database = await postgres.NewDatabase();
        await using var pipe = new Pipe(database.Port);
        database.Port = pipe.Port;
        await using var server = On(new PostgresSettings("", database).Address, folder, "one");
        await server.Start();
        pipe.Cut();
        using var somebody = new HttpClient();
        somebody.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "plm_" + new string('a', 43));
        Assert.Equal("alive\n", await somebody.GetStringAsync(new Uri($"http://127.0.0.1:{server.Port}/health/live"), Stop));
        pipe.Heal();
    }

    [Fact]
    public async Task While_its_database_is_silent_it_soon_tells_what_it_still_knows_of_the_servers_and_since_when()
    {
        using var folder = new TempFolder();
        var database = await postgres.NewDatabase();
        await using var pipe = new Pipe(database.Port);
        database.Port = pipe.Port;
        await using var server = On(new PostgresSettings("", database).Address, folder, "one");
        await server.Start();
        var whole = await server.Get<NodesView>("nodes");
        pipe.Cut();
        var since = Stopwatch.StartNew();
        var cut = await server.Get<NodesView>("nodes");

        Assert.InRange(since.Elapsed.TotalSeconds, 0, 8);
        Assert.Equal("", whole.CutOff);
        Assert.Matches("^The database has not answered this server since 20.{17} UTC: .+ it knows nothing until it does", cut.CutOff);
        var self = Assert.Single(cut.Nodes);
        Assert.Equal((whole.Nodes[0].Id, whole.Nodes[0].Name, true, false), (self.Id, self.Name, self.IsThis, self.Works));
        Assert.InRange(self.BeatAt ?? default, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);

        since.Restart();
        Assert.Contains("red", (await server.Read("/health")).Text, StringComparison.Ordinal);
        Assert.InRange(since.Elapsed.TotalSeconds, 0, 15);

        pipe.Heal();
        while ((await server.Get<NodesView>("nodes")).CutOff != "") await Task.Delay(50, Stop);
    }

    [Fact]
    public async Task Where_one_can_send_mail_and_the_other_cannot_all_say_so_whichever_works()
    {
        using var folder = new TempFolder();
        var database = new PostgresSettings("", await postgres.NewDatabase()).Address;
        await using var first = On(database, folder, "first");
        await using var second = On(database, folder, "second");
        first.Environment["PLIMSOLL_MAIL_HOST"] = "127.0.0.1";
        first.Environment["PLIMSOLL_MAIL_FROM"] = "plimsoll@example.test";
        await first.Start();
        await second.Start();
        await Who(first, second);
        var said = $":{first.Port} has a mail server, {Environment.MachineName}:{second.Port} has none: while one without does the work, "
            + "mails and pages by mail stay unsent.";

        foreach (var server in (ServerProcess[])[first, second])
        {
            var view = await server.Get<NodesView>("nodes");
            Assert.EndsWith(said, view.Unlike, StringComparison.Ordinal);
            Assert.Equal(["yes", "no"], view.Nodes.OrderBy(n => n.Name.EndsWith($":{second.Port}", StringComparison.Ordinal)).Select(n => n.Mail));
            Assert.Contains(said, (await server.Read("/settings/system")).Text, StringComparison.Ordinal);
        }

        await first.Drain();
        while ((await second.Get<NodesView>("nodes")).Unlike != "") await Task.Delay(50, Stop);
    }

    private static ServerProcess On(string database, TempFolder folder, string name) => new(folder.At(name))
    {
        Environment =
        {
            ["PLIMSOLL_DATABASE"] = database, ["PLIMSOLL_SECRETS_KEY_FILE"] = folder.At("secrets-key"),
        },
    };

    private static async Task<(ServerProcess Works, ServerProcess Other)> Who(ServerProcess first, ServerProcess second)
    {
        while (true)
        {
            if ((await second.Get<NodesView>("nodes")).Nodes.FirstOrDefault(node => node.Works) is { } works)
                return works.IsThis ? (second, first) : (first, second);
            await Task.Delay(50, Stop);
        }
    }

    private const string Service = """
        version: 1
        name: shop
        repository: /nowhere/shop
        people: { Release Manager: [Ada] }
        environments: [{ name: production, targets: [{ name: one, folder: /nowhere/production }] }]
        contacts: [{ person: Ada, mail: ada@example.test }]
        staging: none because "nothing is shipped here"
        """;
}
