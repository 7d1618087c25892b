using System.Net;
using System.Text;
using Plimsoll.Server.Hosting;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>What the targets answer over HTTP: their version is what <c>current</c> points at, 1.2.0 is broken.</summary>
/// <remarks>Addresses are <c>/ROUND/TARGET/health | verify | metrics</c>.</remarks>
internal sealed class TargetPages : IDisposable
{
    public const string Broken = "1.2.0";
    private readonly HttpListener _listener = new();
    private readonly string _rounds;
    private int _looks;

    /// <param name="rounds">Holds a folder per round, in it <c>targets/NAME</c>.</param>
    public TargetPages(string rounds)
    {
        _rounds = rounds;
        Address = $"http://127.0.0.1:{Place.FreePort(0)}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = Serve();
    }

    public string Address { get; }

    public void Dispose() => _listener.Close();

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Whoever asked was killed, or the listener is closed.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var words = context.Request.Url?.AbsolutePath.Split('/') ?? [];
        var version = Version(words[1], words[2]);
        var (status, text) = words[3] switch
        {
            "health" => (200, $$"""{"status":"ok","version":"{{version}}"}"""),
            "verify" => (version == Broken ? 500 : 200, $"verified {version}"),
            _ => (200, $"requests_total {Interlocked.Increment(ref _looks) * 10}\nerrors_total 0\n"),
        };
        context.Response.StatusCode = status;
        context.Response.Close(Encoding.UTF8.GetBytes(text), willBlock: false);
    }

    private string Version(string round, string target) => Path.GetFileName(
        new DirectoryInfo(Path.Combine(_rounds, round, "targets", target, "current")).LinkTarget ?? "");
}
