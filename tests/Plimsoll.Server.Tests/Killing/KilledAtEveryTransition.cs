using System.Collections.Concurrent;
using Plimsoll.Server.Tests.Drivers.Ssh;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>kill -9 of the server at every journaled transition and at any moment changes nothing of the outcome.</summary>
public sealed class KilledAtEveryTransition(ITestOutputHelper output)
{
    private const int AtOnce = 3;
    private const int Rounds = 9;
    private readonly ConcurrentBag<TimeSpan> _recoveries = [];
    private readonly ConcurrentBag<string> _killedAfter = [];
    private readonly ConcurrentBag<string> _wrong = [];

    [Fact]
    public async Task The_story_goes_on_and_nothing_happens_twice()
    {
        using var drill = await Drill.Prepared();
        var (transitions, end) = await Unkilled(drill);
        var missed = transitions;
        // What was overtaken is tried again, later with fewer servers at a time: a busy machine lets facts overtake.
        for (var pass = 0; pass < 8 && missed.Count > Math.Min(pass, 3) * transitions.Count / 20; pass++)
        {
            var rounds = pass == 0 ? Rounds : Math.Min(AtOnce, missed.Count);
            var (names, number) = (missed, pass);
            await Parallel.ForEachAsync(
                Enumerable.Range(0, rounds), new ParallelOptions { MaxDegreeOfParallelism = pass < 2 ? AtOnce : 2 },
                async (round, _) => await Killed(
                    drill, $"pass-{number}-{round}", At(names.Where((_, i) => i % rounds == round)), end));
            missed = [.. transitions.Except(_killedAfter)];
        }
        Report($"{transitions.Count} transitions, {transitions.Count - missed.Count} of them killed at");
        output.WriteLine($"never the newest fact when it was killed: {string.Join("; ", missed)}");
        Assert.True(_wrong.IsEmpty, string.Join("\n\n", _wrong));
        Assert.True(missed.Count <= transitions.Count / 5, $"Never killed at: {string.Join("; ", missed)}");
    }

    [Fact]
    public async Task At_random_moments_too()
    {
        using var drill = await Drill.Prepared();
        await KilledAtRandom(drill, Campaign.Number("PLIMSOLL_KILLS", 10));
    }

    /// <summary>Each host keeps its own tickets, as hosts do. A campaign: a round takes too long for every run.</summary>
    [Fact(Explicit = true)]
    public async Task On_four_hosts_over_SSH_too()
    {
        using var homes = new Repositories.TempFolder();
        File.SetUnixFileMode(homes.Path, (UnixFileMode)0b111_101_101);
        var hosts = Enumerable.Range(0, 4).Select(n => new SshServer($"SetEnv HOME={Home(homes, n)}")).ToArray();
        try
        {
            using var drill = await Drill.Prepared(hosts);
            await KilledAtRandom(drill, Campaign.Number("PLIMSOLL_KILLS", 10));
        }
        finally
        {
            foreach (var host in hosts) host.Dispose();
        }
    }

    private static string Home(Repositories.TempFolder homes, int number)
    {
        var home = Directory.CreateDirectory(homes.At($"{number}")).FullName;
        // The user may be made by the first host only.
        File.SetUnixFileMode(home, (UnixFileMode)0b111_111_111);
        return home;
    }

    private async Task KilledAtRandom(Drill drill, int kills)
    {
        var seed = Campaign.Seed;
        var (_, end) = await Unkilled(drill);
        const int killsOfARound = 5;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (kills + killsOfARound - 1) / killsOfARound),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (round, _) => await Killed(drill, $"random-{round}", Randomly(
                new Random(seed * 1000 + round), Math.Min(killsOfARound, kills - round * killsOfARound)), end));
        Report($"seed {seed}");
        Assert.True(_wrong.IsEmpty, string.Join("\n\n", _wrong));
    }

    private static async Task<(List<string> Transitions, string End)> Unkilled(Drill drill)
    {
        await using var round = await Round.Play(drill, "unkilled", (_, _) => false);
        await round.Server.Kill();
        Assert.Empty(Oracle.Complaints(round));
        return (round.Transitions(), round.End());
    }

    private async Task Killed(Drill drill, string name, KillAt kill, string end)
    {
        await using var round = await Round.Play(drill, name, kill);
        await round.Server.Kill();
        foreach (var complaint in Oracle.Complaints(round)) _wrong.Add($"{name}: {complaint}");
        if (round.End() is var found && found != end)
            _wrong.Add($"{name} ended otherwise:\n{found}\ninstead of\n{end}\n{round.Story()}\nkilled after\n"
                + string.Join('\n', round.KilledAfter));
        foreach (var fact in round.KilledAfter) _killedAfter.Add(fact);
        foreach (var time in round.Recoveries) _recoveries.Add(time);
    }

    /// <summary>Once at each of these facts.</summary>
    private static KillAt At(IEnumerable<string> facts)
    {
        var left = facts.ToHashSet();
        return (newest, _) => left.Remove(newest);
    }

    /// <summary>Times between kills follow each other over the length of the story.</summary>
    private static KillAt Randomly(Random random, int kills)
    {
        var next = TimeSpan.FromSeconds(random.NextDouble() * 3);
        return (_, since) =>
        {
            if (kills == 0 || since < next) return false;
            kills--;
            next = since + TimeSpan.FromSeconds(1 + random.NextDouble() * 4);
            return true;
        };
    }

    private void Report(string what)
    {
        var times = _recoveries.Order().ToList();
        double At(double share) => times.Count == 0 ? 0 : times[(int)(share * (times.Count - 1))].TotalSeconds;
        output.WriteLine($"{_killedAfter.Count} kills, {what}; {_wrong.Count} complaints; " +
            $"from start to the next fact {At(0.5):0.00} s in the middle, {At(0.95):0.00} s at 95 of 100, {At(1):0.00} s at most");
    }
}
