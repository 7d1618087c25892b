using System.Runtime.InteropServices;

namespace Storefront;

/// <summary>A modest, steady stream of visitors, for rehearsals.</summary>
public static class Visitors
{
    public static async Task<int> Run(TimeSpan time, double perSecond, string[] addresses)
    {
        using var stop = new CancellationTokenSource(time);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, stop));
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var pace = TimeSpan.FromSeconds(1 / Math.Clamp(perSecond, 0.1, 100));
        var tallies = await Task.WhenAll(addresses.Select(address => Visit(http, address, pace, stop.Token)));
        for (var i = 0; i < addresses.Length; i++)
            Console.WriteLine($"{addresses[i]}: {tallies[i]}");
        return 0;
    }

    static void End(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    static async Task<Tally> Visit(HttpClient http, string address, TimeSpan pace, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(pace);
        var tally = new Tally(0, 0, 0);
        string[] walk = [];
        for (var step = 0; await Tick(timer, stop); step++)
        {
            // Nobody can look at products before the list was read once.
            if (walk.Length == 0)
                walk = await Walk(http, address, stop);
            else
                tally = tally.Add(await Status(http, address + walk[step % walk.Length], stop));
        }
        return tally;
    }

    /// <summary>Looks at every product, with the front page and the list between them.</summary>
    static async Task<string[]> Walk(HttpClient http, string address, CancellationToken stop)
    {
        try
        {
            var catalogue = Catalogue.Read(await http.GetStringAsync(address + "/api/products", stop));
            return [.. catalogue.Products.SelectMany((product, n) =>
                new[] { n % 2 == 0 ? "/" : "/api/products", $"/product/{product.Id}" })];
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException
            or System.Text.Json.JsonException)
        {
            return [];
        }
    }

    static async Task<int> Status(HttpClient http, string address, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(address, stop);
            return (int)answer.StatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }

    static async Task<bool> Tick(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    sealed record Tally(int Visits, int Errors, int Unreachable)
    {
        public Tally Add(int status) =>
            new(Visits + 1, Errors + (status >= 500 ? 1 : 0), Unreachable + (status == 0 ? 1 : 0));

        public override string ToString() => $"{Visits} visits, {Errors} errors, {Unreachable} not reached";
    }
}
