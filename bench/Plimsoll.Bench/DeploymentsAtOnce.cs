using System.Globalization;
using Plimsoll.Files.Api;

namespace Plimsoll.Bench;

/// <summary>100 deployments of 100 services in the same moment, asked of three servers on one database, to four hosts over SSH.</summary>
/// <remarks>
/// On the empty database that PLIMSOLL_BENCH_SERVERS names, such as <c>postgres://postgres@127.0.0.1/bench</c>. It is held against
/// nothing: what is printed is how long each waited for its start and its end, and how long one takes that is alone.
/// </remarks>
public static class DeploymentsAtOnce
{
    private const int Services = 100;
    private const int Servers = 3;
    private const int Hosts = 4;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    public static async Task<IReadOnlyList<Ratio>> Measure()
    {
        if (Environment.GetEnvironmentVariable("PLIMSOLL_BENCH_SERVERS") is not { Length: > 0 } database)
        {
            Console.Error.WriteLine("deployments: PLIMSOLL_BENCH_SERVERS names no database; left out.");
            return [];
        }

        using var hosts = await FanOutHosts.Start(Hosts);
        List<RunningServer> servers = [];
        try
        {
            for (var number = 0; number < Servers; number++)
                servers.Add(await RunningServer.Start(
                    hosts.At($"data-{number}"), ("PLIMSOLL_SSH_KNOWN_HOSTS", hosts.Known), ("PLIMSOLL_SSH_KEYS", hosts.Key),
                    ("PLIMSOLL_DATABASE", database), ("PLIMSOLL_SECRETS_KEY_FILE", hosts.At("secrets-key"))));
            await Play(servers, hosts);
        }
        finally
        {
            foreach (var server in servers) await server.DisposeAsync();
        }

        return [];
    }

    private static async Task Play(List<RunningServer> servers, FanOutHosts hosts)
    {
        var services = Enumerable.Range(0, Services).Select(number => Service(servers[number % Servers], hosts, number)).ToList();
        foreach (var (number, (service, folder)) in services.Index())
        {
            await service.Prepare([folder]);
            if (number < Hosts) await service.Ready("1.1.0");
            if (number == 0) await service.Ready("1.2.0");
            await service.Ready("1.3.0");
        }

        // The first of all compiles the code and opens the ways to the hosts.
        await Ship([.. services.Take(Hosts).Select(s => s.Service)], "1.1.0");
        Say("one alone", await Ship([services[0].Service], "1.2.0"));
        Say($"{Services} at once", await Ship([.. services.Select(s => s.Service)], "1.3.0"));
    }

    private static async Task<IReadOnlyList<DeploymentSummary>> Ship(IReadOnlyList<ReleasedService> services, string version)
    {
        await Task.WhenAll(services.Select(service => service.Ship(version)));
        List<DeploymentSummary> ended = [];
        foreach (var service in services)
        {
            DeploymentSummary? run;
            while ((run = (await service.Runs()).FirstOrDefault(r => r.Version == version)) is not { EndedAt: not null }) await Task.Delay(Glance);
            if (run.Status != "succeeded") throw new InvalidOperationException($"{run.Id} is {run.Status}: {run.Sentence}");
            ended.Add(run);
        }

        return ended;
    }

    private static (ReleasedService Service, string Folder) Service(RunningServer server, FanOutHosts hosts, int number)
    {
        var port = hosts.Ports[number % hosts.Ports.Count];
        var folder = Path.Combine(hosts.Home(port), $"target-{number}");
        return (
            new ReleasedService(server, $"service-{number}", hosts.At($"repository-{number}"), (
                "mkdir -p out && tar -cf out/made.tar VERSION",
                $$"""
                        driver: ssh
                        targets: [{ name: one, folder: "{{folder}}", host: "{{Environment.UserName}}@127.0.0.1:{{port}}" }]
                    """)),
            folder);
    }

    private static void Say(string what, IReadOnlyList<DeploymentSummary> runs)
    {
        string Spread(Func<DeploymentSummary, TimeSpan?> of)
        {
            var took = runs.Select(run => of(run)?.TotalSeconds ?? throw new InvalidOperationException($"{run.Id} never began.")).Order().ToList();
            return string.Create(CultureInfo.InvariantCulture, $"{took[took.Count / 2]:0.0} s (median), {took[took.Count * 95 / 100]:0.0} s (p95)");
        }

        Console.WriteLine($"  {what}: begun after {Spread(r => r.StartedAt - r.RequestedAt)}, ended after {Spread(r => r.EndedAt - r.RequestedAt)}");
    }
}
