using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Plimsoll.Server.Hosting;

namespace Plimsoll.Server.Tests.Storefront;

/// <summary>One target with its own data and port. What still runs there at the end is stopped.</summary>
public sealed class StorefrontTarget : IAsyncDisposable
{
    private readonly StorefrontDemo demo;
    private readonly string name = $"target-{Guid.NewGuid():n}";

    public StorefrontTarget(StorefrontDemo demo, string environment)
    {
        this.demo = demo;
        Directory.CreateDirectory(Data);
        var catalogue = Path.Combine(demo.Folder, "data", environment, "catalogue.json");
        File.Copy(catalogue, Path.Combine(Data, "catalogue.json"));
    }

    public int Port { get; init; } = Place.FreePort(0);

    public HttpClient Http => field ??= new(new HttpClientHandler { AllowAutoRedirect = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{Port}"),
    };

    public string Folder => Path.Combine(demo.Folder, "targets", name);

    public string PidFile => Path.Combine(Folder, "storefront.pid");

    public int Pid => int.Parse(File.ReadAllText(PidFile).Split(' ')[0]);

    /// <summary>What the journal's lines are about, in order: <c>start</c>, <c>stop</c>, <c>start-again</c>, …</summary>
    public IEnumerable<string> Journal =>
        File.ReadAllLines(Path.Combine(Folder, "journal")).Select(line => line.Split(' ')[1]);

    public string LastLine => File.ReadAllLines(Path.Combine(Folder, "journal"))[^1];

    public async Task Install(string version)
    {
        var release = Path.Combine(Folder, "releases", version);
        Directory.CreateDirectory(release);
        var artifact = Path.Combine(demo.Built(version), $"storefront-{version}.tar.gz");
        await Shell.MustRun("tar", "-xzf", artifact, "-C", release);
        await Shell.MustRun("ln", "-sfn", $"releases/{version}", Path.Combine(Folder, "current"));
    }

    public async Task Migrate() => await Shell.MustRun(Path.Combine(demo.Folder, "ops", "migrate"), name, "1.2.0");

    public Task<Said> Start(string ticket = "t-1") => Run("start", ticket);

    public Task<Said> Stop(string ticket = "t-2") => Run("stop", ticket);

    public async Task<JsonElement> Json(string address) =>
        JsonDocument.Parse(await Http.GetStringAsync(address, TestContext.Current.CancellationToken)).RootElement;

    public async Task<HttpStatusCode> Status(string address)
    {
        using var answer = await Http.GetAsync(address, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public async Task<long> Metric(string series)
    {
        var page = await Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return long.Parse(Regex.Match(page, $"^{series} ([0-9]+)$", RegexOptions.Multiline).Groups[1].Value);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (File.Exists(PidFile)) await Stop();
    }

    private string Data => Path.Combine(demo.Folder, "data", name);

    private Task<Said> Run(string script, string ticket) =>
        Shell.Run(Path.Combine(Folder, "current", "bin", script), [], new Dictionary<string, string>
        {
            ["PORT"] = $"{Port}",
            ["DATA"] = Data,
            ["PLIMSOLL_TICKET"] = ticket,
        });
}
