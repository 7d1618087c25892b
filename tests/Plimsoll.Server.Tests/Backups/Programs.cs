using System.Diagnostics;

namespace Plimsoll.Server.Tests.Backups;

/// <summary>The command line and the server's program as processes of their own, to be killed at any moment.</summary>
internal sealed class Programs(string folder)
{
    public const string CommandLine = "plimsoll";
    public const string Server = "plimsoll-server";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>To its end.</summary>
    public async Task<(int Code, string Said)> Run(string program, params string[] words)
    {
        using var process = Start(program, words);
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await said + await complained);
    }

    /// <summary>To its end, and it ends well.</summary>
    public async Task<TimeSpan> Done(string program, params string[] words)
    {
        var since = Stopwatch.StartNew();
        var (code, said) = await Run(program, words);
        Assert.True(code == 0, $"{program} {string.Join(' ', words)}: {code} {said}");
        return since.Elapsed;
    }

    /// <summary>kill -9 after a time, unless it ended before; whatever it started goes on.</summary>
    public async Task Killed(TimeSpan after, string program, params string[] words)
    {
        using var process = Start(program, words);
        using var patience = new CancellationTokenSource(after);
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
    }

    private Process Start(string program, string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), words)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            Environment = { ["HOME"] = folder, ["DOTNET_TieredPGO"] = "0" },
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }
}
