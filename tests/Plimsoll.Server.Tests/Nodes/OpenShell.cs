using System.Diagnostics;
using System.Text;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>One bash that stays open from the first block of a page to the last; with it goes whatever was started there.</summary>
internal sealed class OpenShell : IAsyncDisposable
{
    public const string Failed = "failed with";
    private const string End = "--- the end of a block ---";

    // What fails is said, wherever it stands in a block, and nothing more is typed.
    private const string Beginning = """
        exec 2>&1
        set -E -o pipefail
        trap 'echo "failed with $?: $BASH_COMMAND"' ERR
        leave() {
          trap - ERR
          for db in db1 db2; do pg_ctl stop --pgdata $db --mode immediate; done
          [ -z "$NGINX" ] || { kill $NGINX; wait $NGINX; }
          for job in $(jobs -p); do kill -9 $job; done
        }
        trap 'leave > leave.log 2>&1' EXIT
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly string _folder;
    private readonly Process _bash;
    private readonly StringBuilder _said = new();
    private int _blocks;

    public OpenShell(string folder, IReadOnlyDictionary<string, string> environment)
    {
        _folder = folder;
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc"])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _bash = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        _bash.OutputDataReceived += (_, line) =>
        {
            lock (_said) _said.AppendLine(line.Data);
        };
        _bash.BeginOutputReadLine();
        _bash.StandardInput.WriteLine(Beginning);
    }

    /// <summary>What the block that runs, or ran last, has printed so far.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    /// <summary>Types a block, and waits until its last command has ended.</summary>
    public async Task<string> Type(string commands)
    {
        lock (_said) _said.Clear();
        var block = Path.Combine(_folder, $"block-{++_blocks}.sh");
        await File.WriteAllTextAsync(block, commands);
        // Read from a file: a program that reads its input must not take the next block for it.
        await _bash.StandardInput.WriteLineAsync($"source {block} < /dev/null; echo '{End}'");
        await _bash.StandardInput.FlushAsync();
        await Until(said => said.Contains(End, StringComparison.Ordinal) || said.Contains(Failed, StringComparison.Ordinal));
        return Said.Replace(End + "\n", "", StringComparison.Ordinal);
    }

    public async Task Until(Func<string, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds(Said))
        {
            Assert.False(patience.IsCancellationRequested || _bash.HasExited, $"It does not come about; so far:\n{Said}\n{Logs()}");
            await Task.Delay(20);
        }
    }

    /// <summary>The ends of all logs in its folder.</summary>
    public string Logs() => string.Join('\n', Directory.GetFiles(_folder, "*.log").Select(
        log => $"{Path.GetFileName(log)}: {string.Join('\n', File.ReadLines(log).TakeLast(10))}"));

    public async ValueTask DisposeAsync()
    {
        _bash.StandardInput.Close();
        await _bash.WaitForExitAsync();
        _bash.Dispose();
    }
}
