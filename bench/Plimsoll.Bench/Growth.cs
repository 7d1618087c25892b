using System.Diagnostics;
using System.Globalization;
using Plimsoll.Files.Api;
using Plimsoll.Server.Journal;

namespace Plimsoll.Bench;

/// <summary>
/// Quality 12: what a page and a command cost in a house with a long past or many services, against one that is new.
/// </summary>
/// <remarks>Requests for each second of the server's processor. Also prints what a server with such a past needs to start and keeps
/// in memory. A machine that is shared is asked for less: PLIMSOLL_GROWTH=100000.</remarks>
public static class Growth
{
    private const int Requests = 100;

    // Until the server has compiled what it uses often: that is its processor's work too, and nobody's growth.
    private const int ToWarmUp = 300;
    private const double Flat = 1 / 1.2;

    // As many as fill a page of a list: a shorter one costs less, and that is not growth.
    private const int Few = 3_000;

    // Fewer do not hold a release of each service that is asked for.
    private const int Least = 20_000;

    private static int Many =>
        !int.TryParse(Environment.GetEnvironmentVariable("PLIMSOLL_GROWTH"), CultureInfo.InvariantCulture, out var set) ? 1_000_000
        : set >= Least ? set : throw new InvalidOperationException($"PLIMSOLL_GROWTH is {set}; at least {Least:N0} facts are needed.");

    public static async IAsyncEnumerable<Ratio> Measure()
    {
        await using var model = await GrownHouse.Model();
        await using var young = await Start(model, 10, Few);
        await using var old = await Start(model, 10, Many);
        await using var wide = await Start(model, 1_000, Many);
        foreach (var (what, asked) in Asked)
        {
            foreach (var server in new[] { young, old, wide })
                for (var n = 0; n < ToWarmUp; n++) await asked(server, n);
            yield return await Compare(what, asked, old, $"10 services and {Many:N0} facts", young);
            yield return await Compare(what, asked, wide, $"1,000 services and {Many:N0} facts", young);
        }
    }

    private static readonly (string What, Func<RunningServer, int, Task> Ask)[] Asked =
    [
        ("page of a release", (server, n) => Read(server, $"releases/{GrownHouse.Service(1 + n % 10)}/1.1.0")),
        ("page of a deployment", (server, n) => Read(server, $"deployments/{GrownHouse.Service(1 + n % 10)}-1.1.0-1-production")),
        ("first page", (server, _) => Read(server, "")),
        ("list of deployments", (server, _) => Read(server, "deployments")),
        ("a hold and its end", HoldAndLift),
    ];

    private static async Task<RunningServer> Start(GrownHouse model, int services, int facts)
    {
        var data = await model.Grow(services, facts);
        var since = Stopwatch.GetTimestamp();
        var server = await RunningServer.Start(data);
        await Read(server, "");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {services:N0} services, {facts:N0} facts: first page {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s after the start, " +
            $"{server.ResidentMemory / 1024.0 / 1024:0} MiB, {new FileInfo(Path.Combine(data, JournalSettings.FileName)).Length / 1024.0 / 1024:0} MiB of journal"));
        return server;
    }

    private static Task<Ratio> Compare(
        string what, Func<RunningServer, int, Task> ask, RunningServer server, string size, RunningServer floor) =>
        Ratio.Measure($"{what}, {size}:", $"10 services and {Few:N0} facts", Flat, () => Some(server, ask), () => Some(floor, ask),
            () => server.Processor + floor.Processor);

    private static async Task<int> Some(RunningServer server, Func<RunningServer, int, Task> ask)
    {
        for (var n = 0; n < Requests; n++) await ask(server, n);
        return Requests;
    }

    private static async Task Read(RunningServer server, string page)
    {
        await using var text = await server.Open(page, CancellationToken.None);
        await text.CopyToAsync(Stream.Null);
    }

    private static async Task HoldAndLift(RunningServer server, int number)
    {
        var service = $"services/{GrownHouse.Service(1 + number % 10)}";
        await server.Do($"{service}/production/hold", new PlaceHoldBody("to measure"), "Ada");
        foreach (var hold in (await server.Get<ServiceView>(service)).Lanes[0].Holds)
            await server.Do($"{service}/production/lift", new LiftHoldBody(hold.Id, "measured"), "Ada");
    }
}
