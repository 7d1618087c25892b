using System.Diagnostics;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Artifacts;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Checks;

/// <summary>A real Prometheus that reads a page of metrics every second.</summary>
public sealed class OnePrometheus : IAsyncLifetime
{
    private const string Program = "/usr/bin/prometheus";
    private readonly TempFolder _folder = new();
    private Process? _process;
    private SmallServer? _metrics;

    /// <summary>How long the queue of 1.1.0 is.</summary>
    private int Queue { get; set; } = 7;

    public string Address { get; private set; } = "";

    /// <summary>What Prometheus calls the place it reads from.</summary>
    public string Instance => new Uri(_metrics!.Address).Authority;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program)) return;
        _metrics = await SmallServer.Start(context => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
            context.Response, $"queue_length{{version=\"1.1.0\"}} {Queue}\nqueue_length{{version=\"1.0.0\"}} 2\nidle 0\n"));
        var port = Place.FreePort(0);
        Address = $"http://127.0.0.1:{port}";
        var config = _folder.Write("prometheus.yml",
            $"scrape_configs: [{{job_name: shop, scrape_interval: 1s, static_configs: [{{targets: [\"{Instance}\"]}}]}}]");
        _process = Process.Start(new ProcessStartInfo(Program,
            [$"--config.file={config}", $"--storage.tsdb.path={_folder.At("data")}", $"--web.listen-address=127.0.0.1:{port}"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await HasRead(Queue + 2);
    }

    /// <summary>From now on the queue of 1.1.0 is so long; answers once Prometheus knows.</summary>
    public async Task Grows(int length)
    {
        Queue = length;
        await HasRead(length + 2);
    }

    private async Task HasRead(int sum)
    {
        using var http = new HttpClient();
        var question = new Uri($"{Address}/api/v1/query?query=sum(queue_length)");
        for (var patience = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < patience; await Task.Delay(100))
            if (await Answer(http, question) is { } answer && answer.Contains($"\"{sum}\"", StringComparison.Ordinal)) return;
        throw new InvalidOperationException("Prometheus read nothing within a minute.");
    }

    public static void MustBeThere() =>
        Assert.SkipUnless(File.Exists(Program), $"Prometheus is missing ({Program}): apt-get install prometheus");

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        if (_metrics is { } metrics) await metrics.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<string?> Answer(HttpClient http, Uri question)
    {
        try
        {
            return await http.GetStringAsync(question);
        }
        catch (HttpRequestException)
        {
            return null; // It is not up yet.
        }
    }
}
