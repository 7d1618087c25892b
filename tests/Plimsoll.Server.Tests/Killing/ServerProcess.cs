using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Plimsoll.Server.Hosting;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>The real server as a process of its own, to be killed and started again on the same data folder.</summary>
/// <param name="flags">What it is started with besides folder and port.</param>
internal sealed class ServerProcess(string folder, params string[] flags) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly int _port = Place.FreePort(0);
    private readonly StringBuilder _said = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private Process? _process;
    private string _address = "";

    public string Folder => folder;

    public int Port => _port;

    /// <summary>What its environment has besides.</summary>
    public Dictionary<string, string> Environment { get; init; } = [];

    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    private string AddressFile => Path.Combine(folder, "address");

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task Start() => Assert.True(await StartsOrEnds(), $"The server ended: {Said}");

    /// <summary>False: it did not start, and said why.</summary>
    public async Task<bool> StartsOrEnds()
    {
        Launch();
        return await Find();
    }

    /// <summary>Waits until the one on this folder answers, whoever started it.</summary>
    public async Task<bool> Find()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await IsAlive(patience.Token))
        {
            if (_process is { HasExited: true }) return false;
            await Task.Delay(10, patience.Token);
        }

        return true;
    }

    /// <summary>Starts it without waiting for an answer.</summary>
    public void Launch()
    {
        if (File.Exists(AddressFile)) File.Delete(AddressFile);
        var start = new ProcessStartInfo("dotnet", [Program, "--data", folder, "--port", $"{_port}", .. flags])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_TieredPGO"] = "0", ["PLIMSOLL_MAIL_HOST"] = "" },
        };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        _process.OutputDataReceived += Heard;
        _process.ErrorDataReceived += Heard;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>kill -9 of exactly this process.</summary>
    public async Task Kill()
    {
        if (_process is not { } process) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <summary>It stands still and knows nothing of it, or goes on.</summary>
    public Task Freeze() => Signal("STOP");

    public Task Thaw() => Signal("CONT");

    /// <summary>As an orderly stop of its machine asks it to end.</summary>
    public async Task Drain()
    {
        await Signal("TERM");
        await Exit();
        _process?.Dispose();
        _process = null;
    }

    public bool IsUp => _process is { HasExited: false };

    /// <summary>Waits for the process to end by itself.</summary>
    public async Task<int> Exit()
    {
        var process = _process ?? throw new InvalidOperationException("It was not started.");
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public async Task<HttpResponseMessage> Post<T>(string path, T body, string person, string key = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_address}/api/v1/{path}");
        request.Content = JsonContent.Create(body);
        request.Headers.Add("Plimsoll-As", Uri.EscapeDataString(person));
        if (key != "") request.Headers.Add("Idempotency-Key", key);
        return await _http.SendAsync(request);
    }

    /// <summary>Does it, and fails the test with the server's words where it is refused.</summary>
    public async Task<string> Do<T>(string path, T body, string person, string key = "")
    {
        using var answer = await Post(path, body, person, key);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode} {text}");
        return text;
    }

    public async Task<T> Get<T>(string path) => await _http.GetFromJsonAsync<T>($"{_address}/api/v1/{path}")
        ?? throw new InvalidOperationException($"{path} answered nothing.");

    /// <summary>What it answers at any address of its own.</summary>
    public async Task<(HttpStatusCode Status, string Text)> Read(string path)
    {
        using var answer = await _http.GetAsync(new Uri(_address + path));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What it shows at an address, once it knows the journal up to there.</summary>
    public async Task<string> Show(string path, long position)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_address}/api/v1/{path}");
        request.Headers.Add("Plimsoll-Position", $"{position}");
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _http.Dispose();
    }

    public static string Program => Path.Combine(AppContext.BaseDirectory, "plimsoll-server.dll");

    private async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process?.Id}"]);
        await kill.WaitForExitAsync();
    }

    private void Heard(object sender, DataReceivedEventArgs line)
    {
        lock (_said) _said.AppendLine(line.Data);
    }

    private async Task<bool> IsAlive(CancellationToken stop)
    {
        if (!File.Exists(AddressFile)) return false;
        _address = (await File.ReadAllTextAsync(AddressFile, stop)).Trim();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await File.ReadAllTextAsync(Path.Combine(folder, "token"), stop)).Trim());
        try
        {
            using var answer = await _http.GetAsync(new Uri(_address + "/health/live"), stop);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
