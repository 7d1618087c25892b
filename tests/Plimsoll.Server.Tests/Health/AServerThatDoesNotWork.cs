using System.Diagnostics;
using Plimsoll.Files.Api;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Killing;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Health;

/// <summary>Two servers on one database: one does the work; nobody waits for the other or is alarmed by it.</summary>
public sealed class AServerThatDoesNotWork(Postgres postgres)
{
    private static readonly string[] OfTheWork =
        ["plimsoll_ticker_age_seconds ", "plimsoll_reactor_lag ", "plimsoll_reactor_parked "];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_nothing_of_the_work_and_answers_without_waiting_for_it()
    {
        using var folder = new TempFolder();
        var database = new PostgresSettings("", await postgres.NewDatabase()).Address;
        await using var first = Server("first");
        await using var second = Server("second");
        await first.Start();
        await second.Start();
        var (works, other) = await Who(first, second);

        var took = new List<TimeSpan>();
        foreach (var title in (string[])["It burns", "It smokes", "It smells"])
        {
            var since = Stopwatch.StartNew();
            await other.Do("incidents/declare", new DeclareBody(title, "medium"), "Ada");
            took.Add(since.Elapsed);
        }

        Assert.InRange(took.Min(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        var (told, untold) = ((await works.Read("/metrics")).Text, (await other.Read("/metrics")).Text);
        Assert.All(OfTheWork, name => Assert.Contains($"\n{name}", told, StringComparison.Ordinal));
        Assert.All(OfTheWork, name => Assert.DoesNotContain($"\n{name}", untold, StringComparison.Ordinal));
        Assert.Contains("\nplimsoll_boards_lag ", untold, StringComparison.Ordinal);

        ServerProcess Server(string name) => new(folder.At(name))
        {
            Environment =
            {
                ["PLIMSOLL_DATABASE"] = database, ["PLIMSOLL_SECRETS_KEY_FILE"] = folder.At("secrets-key"),
            },
        };
    }

    private static async Task<(ServerProcess Works, ServerProcess Other)> Who(ServerProcess first, ServerProcess second)
    {
        while (true)
        {
            if ((await second.Get<NodesView>("nodes")).Nodes.FirstOrDefault(node => node.Works) is { } works)
                return works.IsThis ? (second, first) : (first, second);
            await Task.Delay(50, Stop);
        }
    }
}
