using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Plimsoll.Bench;

/// <summary>The server as a process of its own, asked as its command line asks it.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly HttpClient _http = new() { Timeout = Patience };
    private readonly Process _process;

    private RunningServer(Process process) => _process = process;

    /// <summary>What it had in memory at most, in bytes.</summary>
    public long PeakMemory => Memory("VmHWM:");

    /// <summary>What it has in memory now, in bytes.</summary>
    public long ResidentMemory => Memory("VmRSS:");

    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<RunningServer> Start(string data, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "plimsoll-server.dll"), "--data", data, "--port", "0"])
        {
            RedirectStandardOutput = true,
            Environment = { ["PLIMSOLL_MAIL_HOST"] = "" },
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var server = new RunningServer(Process.Start(start) ?? throw new InvalidOperationException("The server did not start."));
        var at = "";
        while (at == "" && await server._process.StandardOutput.ReadLineAsync() is { } line)
            at = line.Split(' ').FirstOrDefault(word => word.StartsWith("http:", StringComparison.Ordinal))?.TrimEnd(',', '/') ?? "";
        _ = server._process.StandardOutput.ReadToEndAsync();
        server._http.BaseAddress = new Uri($"{at}/api/v1/");
        server._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await File.ReadAllTextAsync(Path.Combine(data, "token"))).Trim());
        return server;
    }

    /// <summary>Does it in a person's name.</summary>
    public async Task Do<T>(string path, T body, string person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        request.Headers.Add("Plimsoll-As", person);
        using var answer = await _http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>What the API shows at an address.</summary>
    public async Task<T> Get<T>(string path) =>
        await _http.GetFromJsonAsync<T>(path) ?? throw new InvalidOperationException($"{path} answered nothing.");

    /// <summary>A page, as a browser reads it, from the start of the server's address.</summary>
    public Task<Stream> Open(string page, CancellationToken stop) => _http.GetStreamAsync(new Uri($"/{page}", UriKind.Relative), stop);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private long Memory(string name) => File.ReadLines($"/proc/{_process.Id}/status").Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024).First();
}
