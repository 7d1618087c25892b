using System.Diagnostics;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>This test program once more, running one explicit test in a process that can be killed.</summary>
public sealed class Child : IDisposable
{
    public const string FolderVariable = "PLIMSOLL_CHILD_FOLDER";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Task<string> _output;

    /// <param name="wrapper">A shell line that ends in <c>exec "$@"</c>; null: started directly.</param>
    public Child(string method, string folder, string? wrapper = null)
    {
        string[] self = ["dotnet", typeof(Child).Assembly.Location, "-explicit", "only", "-method", method];
        string[] command = wrapper is null ? self : ["sh", "-c", wrapper, "sh", .. self];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            // Without the first the runtime maps a file larger than a test's file size limit.
            Environment = { ["DOTNET_EnableWriteXorExecute"] = "0", [FolderVariable] = folder },
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        _errors = _process.StandardError.ReadToEndAsync();
        _output = _process.StandardOutput.ReadToEndAsync();
    }

    public static string Folder => Environment.GetEnvironmentVariable(FolderVariable)
        ?? throw new InvalidOperationException($"Started by hand; {FolderVariable} names the data folder.");

    public bool HasExited => _process.HasExited;

    public async Task<(int ExitCode, string Text)> End()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await _output + await _errors);
    }

    /// <summary>SIGKILL, when the condition holds.</summary>
    public async Task KillWhen(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition() && !HasExited) await Task.Delay(1, patience.Token);
        Assert.False(HasExited, HasExited ? (await End()).Text : "");
        _process.Kill();
        await _process.WaitForExitAsync(patience.Token);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
