using System.Globalization;

namespace Plimsoll.Bench;

/// <summary>
/// Quality 1 to 4: a release of 5 MB to 1, 10 and 50 hosts over SSH through the real server, journal and live log on,
/// against OpenSSH alone, Ansible and Capistrano that do the same on the same hosts in the same round.
/// </summary>
public static class FanOut
{
    // A machine that is shared is asked for fewer: PLIMSOLL_FANOUT=1,10.
    private static readonly int[] Sizes =
    [
        .. (Environment.GetEnvironmentVariable("PLIMSOLL_FANOUT") is { Length: > 0 } sizes ? sizes : "1,10,50").Split(',')
            .Select(size => int.Parse(size, CultureInfo.InvariantCulture)),
    ];

    public static async Task<IReadOnlyList<Ratio>> Measure()
    {
        List<Ratio> ratios = [];
        foreach (var size in Sizes) ratios.AddRange(await To(size, size > 10 ? 3 : 5));
        return ratios;
    }

    private static async Task<IEnumerable<Ratio>> To(int size, int rounds)
    {
        using var hosts = await FanOutHosts.Start(size);
        await using var server = await FanOutServer.Start(hosts);
        var peers = FanOutPeers.Of(hosts).Select(peer => (Peer: peer, Rounds: new Rounds())).ToList();
        // The first round compiles the code and fills the caches of all.
        for (var round = 0; round <= rounds; round++)
        {
            var (first, second) = (await server.Ready(), await server.Ready());
            var artifact = server.Artifact(first);
            hosts.Cut();
            var coldly = await server.Ship(first);
            var cold = await Each(peers, peer => peer.Deploy($"{round}-cold", artifact));
            foreach (var (peer, _) in peers) await peer.Open();
            var warmly = await server.Ship(second);
            var warm = await Each(peers, peer => peer.Deploy($"{round}-warm", artifact));
            var backwards = await server.RollBack();
            var back = await Each(peers, peer => peer.RollBack($"{round}-cold"));
            foreach (var (peer, _) in peers) await peer.Close();
            if (round == 0) continue;
            for (var i = 0; i < peers.Count; i++)
            {
                peers[i].Rounds.Cold.Add((coldly, cold[i]));
                peers[i].Rounds.Warm.Add((warmly, warm[i]));
                peers[i].Rounds.Back.Add((backwards, back[i]));
            }
        }
        Console.WriteLine(Invariant($"  {size} hosts: {server.PeakMemory / 1024.0 / 1024:0} MiB of the server at its peak"));
        return
        [
            .. from peer in peers
               from ratio in new[]
               {
                   Ratio("cold deploy to", peer.Peer.Name, peer.Peer.Cold, size, peer.Rounds.Cold),
                   Ratio("warm deploy to", peer.Peer.Name, peer.Peer.Warm, size, peer.Rounds.Warm),
                   Ratio("rollback of", peer.Peer.Name, peer.Peer.Back, size, peer.Rounds.Back),
               }
               select ratio,
        ];
    }

    private static async Task<List<Timed>> Each(List<(IFanOutPeer Peer, Rounds)> peers, Func<IFanOutPeer, Task<Timed>> work)
    {
        List<Timed> timed = [];
        foreach (var (peer, _) in peers) timed.Add(await work(peer));
        return timed;
    }

    private sealed class Rounds
    {
        public List<(Timed Ours, Timed Theirs)> Cold { get; } = [];

        public List<(Timed Ours, Timed Theirs)> Warm { get; } = [];

        public List<(Timed Ours, Timed Theirs)> Back { get; } = [];
    }

    private static Ratio Ratio(string what, string floor, double goal, int size, List<(Timed Ours, Timed Theirs)> rounds)
    {
        double Median(Func<(Timed Ours, Timed Theirs), double> of) => rounds.Select(of).Order().ElementAt(rounds.Count / 2);
        var (ours, theirs) = (Median(r => r.Ours.Wall.TotalSeconds), Median(r => r.Theirs.Wall.TotalSeconds));
        var spent = Median(r => r.Ours.Processor.TotalMilliseconds / size);
        var (begun, theirBegun) = (Median(r => (double)r.Ours.Begun / size), Median(r => (double)r.Theirs.Begun / size));
        Console.WriteLine(Invariant(
            $"  {what} {size} hosts: {ours:0.00} s, {floor} {theirs:0.00} s; {spent:0} ms of the server's processor a host"));
        Console.WriteLine(Invariant($"    processes begun a host: {begun:0}, {floor} {theirBegun:0}"));
        return new Ratio($"{what} {size} hosts:", floor, goal,
            Median(r => size / r.Ours.Wall.TotalSeconds), Median(r => size / r.Theirs.Wall.TotalSeconds),
            Median(r => r.Theirs.Wall / r.Ours.Wall));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
