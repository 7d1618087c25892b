using System.Diagnostics;
using System.Text.Json;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Files.Api;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes;
using Plimsoll.Server.Tests.Journal;
using Plimsoll.Server.Tests.Killing;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>
/// Three nodes and a database with a replica: whatever happens to the node that works or to the database, what was begun goes
/// on, and no host ever starts a thing twice.
/// </summary>
public sealed class TakingOver(ITestOutputHelper output)
{
    // In every run a short one; a campaign has all of them.
    private static readonly TimeSpan LongestNap = Campaign.Number("PLIMSOLL_NODES", 0) > 0 ? NodeLease.Silence : NodeLease.Gone;
    private readonly Dictionary<string, List<TimeSpan>> _took = [];

    [Fact]
    public async Task What_is_begun_goes_on_whatever_happens_to_a_node_or_to_the_database()
    {
        for (var round = 0; round < Campaign.Number("PLIMSOLL_NODES", 1); round++) await Play(Campaign.Seed + round);
        foreach (var (what, took) in _took) output.WriteLine($"{what}: another took over after {Spread(took)}");
    }

    private async Task Play(int seed)
    {
        var random = new Random(seed);
        (string Name, Func<HouseOfNodes, Task> Happens)[] acts =
        [
            ("kill", Kill), ("drain", Drain), ("freeze", Freeze), ("failover", FailOver), ("partition", Partition),
            ("nap", house => Nap(house, TimeSpan.FromMilliseconds(random.Next(1_000, (int)LongestNap.TotalMilliseconds)))),
        ];
        random.Shuffle(acts);
        string[] versions = [.. acts.Select((_, n) => $"1.{n + 1}.0")];
        await using var house = await HouseOfNodes.Open(3, versions);
        foreach (var ((name, happens), version) in acts.Zip(versions))
        {
            var (worker, _) = await house.Worker();
            await house.Ship(version, house.Anybody(but: worker));
            await house.Declare($"Before {name}");
            var moment = TimeSpan.FromMilliseconds(random.Next(4_000));
            await Task.Delay(moment);
            var since = Stopwatch.StartNew();
            var declaring = house.Declare($"During {name}");
            await happens(house);
            await declaring;
            await house.Until(version);
            output.WriteLine($"{name} after {moment.TotalSeconds:0.0} s: done {since.Elapsed.TotalSeconds:0.0} s later (seed {seed})");
            Assert.Equal(TwoHosts.Expected(version).Order(), house.Hosts.Ledger().Where(l => l.Contains($" {version} ")).Order());
        }

        await AllAgree(house);
        await AllWerePaged(house, acts.Select(act => act.Name));
    }

    private async Task Kill(HouseOfNodes house)
    {
        var (worker, token) = await house.Worker();
        await worker.Kill();
        Report("kill", await house.TakenOver(token));
        await worker.Start();
    }

    private async Task Drain(HouseOfNodes house)
    {
        var (worker, token) = await house.Worker();
        var over = house.TakenOver(token);
        await worker.Drain();
        Report("drain", await over);
        await worker.Start();
    }

    /// <summary>It wakes up in the belief that the work is its own.</summary>
    private async Task Freeze(HouseOfNodes house)
    {
        var (worker, token) = await house.Worker();
        await worker.Freeze();
        Report("freeze", await house.TakenOver(token));
        await worker.Thaw();
    }

    /// <summary>It stands still for less than others wait, and goes on as who it was, or stops by itself.</summary>
    private static async Task Nap(HouseOfNodes house, TimeSpan length)
    {
        var (worker, _) = await house.Worker();
        await worker.Freeze();
        await Task.Delay(length);
        await worker.Thaw();
    }

    private async Task Partition(HouseOfNodes house)
    {
        var (worker, token) = await house.Worker();
        house.Cut(worker);
        Report("partition", await house.TakenOver(token));
        house.Heal(worker);
    }

    private static Task FailOver(HouseOfNodes house) => house.FailOver();

    private void Report(string what, TimeSpan took)
    {
        output.WriteLine($"{what}: another took over after {took.TotalSeconds:0.0} s");
        if (!_took.TryGetValue(what, out var all)) _took[what] = all = [];
        all.Add(took);
    }

    private static string Spread(List<TimeSpan> took)
    {
        took.Sort();
        return $"{took[took.Count / 2].TotalSeconds:0.0} s (median), " +
            $"{took[took.Count * 95 / 100].TotalSeconds:0.0} s (p95), {took[^1].TotalSeconds:0.0} s (longest of {took.Count})";
    }

    /// <summary>The chain is whole, and every node shows the same: what somebody else finds who reads the journal anew.</summary>
    private static async Task AllAgree(HouseOfNodes house)
    {
        using var folder = new DataFolder();
        await using var journal = PostgresJournal.Open(new PostgresSettings(folder.Path, house.Address));
        Assert.True((await journal.Verify(CancellationToken.None)).Intact);
        var head = await journal.Head(CancellationToken.None);
        Assert.True(head.Epoch > 1, "The promotion was not noticed.");
        var shown = new List<string>();
        foreach (var node in house.Nodes)
        {
            shown.Add(await node.Show("deployments", head.Position));
            var incidents = JsonSerializer.Deserialize<List<IncidentSummary>>(
                await node.Show("incidents", head.Position), JsonSerializerOptions.Web) ?? [];
            Assert.Equal(
                house.Replayed<Incident>().Select(i => (i.Id, i.Title, i.DeclaredAt)).Order(),
                incidents.Select(i => (i.Id, i.Title, i.DeclaredAt)).Order());
        }

        Assert.Single(shown.Distinct());
        var deployments = JsonSerializer.Deserialize<List<DeploymentSummary>>(shown[0], JsonSerializerOptions.Web) ?? [];
        Assert.Equal(
            house.Replayed<Deployment>().Select(d => (d.Id, d.Order.Version)).Order(),
            deployments.Select(d => (d.Id, d.Version)).Order());
    }

    /// <summary>Two incidents for each act: whoever is on call was called for each, and every mail arrived.</summary>
    private async Task AllWerePaged(HouseOfNodes house, IEnumerable<string> acts)
    {
        // What was announced last may still be on its way.
        await house.Until(_ => house.Mails.AllLeft());
        output.WriteLine($"{house.Mails.Judge()}; from an incident to its first mail {Spread(house.Mails.Took())}");
        var titles = acts.SelectMany(act => (string[])[$"Before {act}", $"During {act}"]);
        Assert.Equal(titles.Order(), house.Called().Intersect(titles).Order());
    }
}
