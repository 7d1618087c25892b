using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Checks;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Health;

/// <summary>The page that Prometheus reads.</summary>
[Collection<Watched>]
public sealed class ScrapingMetrics(WatchedHouse house)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_a_token_that_may_watch_reads_it()
    {
        using var stranger = house.House.Program("plm_nobody");
        using var viewer = house.House.Program(await house.House.SignedInToken("Vic"));
        using var other = await house.Program("Root", "release.create");
        using var program = await house.Program("Root");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/metrics", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync("/metrics", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/metrics", Stop)).StatusCode);
        using var answer = await program.GetAsync("/metrics", Stop);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", $"{answer.Content.Headers.ContentType}");
        Assert.Equal(HttpStatusCode.Forbidden, (await program.PostAsync("/api/v1/incidents/declare", null, Stop)).StatusCode);
    }

    [Fact]
    public async Task It_counts_what_happens_by_names_that_are_bounded_and_tells_nobodys()
    {
        using var program = await house.Program("Root");
        (await program.GetAsync($"/health/ready?{WatchedHouse.Canary}", Stop)).Dispose();
        (await program.GetAsync($"/incidents/{WatchedHouse.Canary}", Stop)).Dispose();
        (await program.GetAsync($"/{WatchedHouse.Canary}", Stop)).Dispose();
        var page = await program.GetStringAsync("/metrics", Stop);
        string[] expected =
        [
            "plimsoll_incidents_open{severity=\"high\",phase=\"response\"} 1\n", "plimsoll_reactor_parked 0\n",
            "plimsoll_deployments{state=\"running\"} 0\n", "plimsoll_pages_unacknowledged 1\n", "plimsoll_boards_lag 0\n",
            "plimsoll_journal_appends_total{outcome=\"committed\"} ", "# TYPE plimsoll_journal_commit_duration_seconds histogram\n",
            "http_server_request_duration_seconds_count{http_request_method=\"GET\",http_response_status_code=\"200\",http_route=\"/health/ready\"} ",
            "http_route=\"/incidents/{id}\"", "process_cpu_seconds_total ", "process_resident_memory_bytes ", "process_open_fds ",
            "dotnet_gc_collections_total{gc_heap_generation=\"gen0\"} ",
        ];
        Assert.All(expected, line => Assert.Contains(line, page, StringComparison.Ordinal));
        Assert.True(Value(page, "plimsoll_journal_facts_total") >= 8);
        Assert.All((string[])[WatchedHouse.Canary, "Ada", "ada@", house.House.IdOf("Ada"), "INC-"],
            name => Assert.DoesNotContain(name, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Promtool_finds_nothing_wrong_with_it()
    {
        OnePrometheus.MustBeThere();
        using var program = await house.Program("Root");
        using var check = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        await check.StandardInput.WriteAsync(await program.GetStringAsync("/metrics", Stop));
        check.StandardInput.Close();
        var said = await check.StandardOutput.ReadToEndAsync(Stop) + await check.StandardError.ReadToEndAsync(Stop);
        await check.WaitForExitAsync(Stop);
        Assert.Equal((0, ""), (check.ExitCode, said));
    }

    [Fact]
    public async Task A_real_Prometheus_reads_it_with_a_token_from_a_file()
    {
        OnePrometheus.MustBeThere();
        using var folder = new TempFolder();
        var token = folder.Write("token", await house.Token("Root"));
        var config = folder.Write("prometheus.yml",
            $"scrape_configs: [{{job_name: plimsoll, scrape_interval: 200ms, authorization: {{credentials_file: \"{token}\"}}, "
            + $"static_configs: [{{targets: [\"{house.House.Address.Authority}\"]}}]}}]");
        var port = Place.FreePort(0);
        using var prometheus = Process.Start(new ProcessStartInfo("/usr/bin/prometheus",
            [$"--config.file={config}", $"--storage.tsdb.path={folder.At("data")}", $"--web.listen-address=127.0.0.1:{port}"])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        prometheus.BeginErrorReadLine();
        prometheus.BeginOutputReadLine();
        try
        {
            Assert.Equal("1", await Asked($"http://127.0.0.1:{port}/api/v1/query?query=sum(plimsoll_incidents_open)"));
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static double Value(string page, string name) => double.Parse(
        page.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1],
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What it answers once it has read the page.</summary>
    private static async Task<string?> Asked(string question)
    {
        using var http = new HttpClient();
        for (var patience = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < patience; await Task.Delay(100, Stop))
            try
            {
                using var answer = JsonDocument.Parse(await http.GetStringAsync(question, Stop));
                if (answer.RootElement.GetProperty("data").GetProperty("result") is var found && found.GetArrayLength() > 0)
                    return found[0].GetProperty("value")[1].GetString();
            }
            catch (HttpRequestException)
            {
                // It is not up yet.
            }
        return null;
    }
}
