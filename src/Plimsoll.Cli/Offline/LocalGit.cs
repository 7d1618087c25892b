using System.ComponentModel;
using System.Diagnostics;

namespace Plimsoll.Cli.Offline;

/// <summary>Asks the <c>git</c> of this machine about a folder; changes nothing there.</summary>
internal sealed class LocalGit(string folder)
{
    // Set inside a hook, they would speak of another repository than the one that is named.
    private static readonly string[] _ofAHook =
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_PREFIX"];

    public string Folder => folder;

    /// <summary>The output as one text without its last line end; null when git says no.</summary>
    public async Task<string?> Text(IEnumerable<string> words, CancellationToken stop)
    {
        var (code, text, _) = await Run(words, async output =>
        {
            using var reader = new StreamReader(output);
            return await reader.ReadToEndAsync(stop);
        }, stop);
        return code == 0 ? text.TrimEnd('\n') : null;
    }

    public async Task<(int Code, T Value, string Errors)> Run<T>(
        IEnumerable<string> words, Func<Stream, Task<T>> read, CancellationToken stop)
    {
        using var process = Start(words);
        process.StandardInput.Close();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(stop);
            var value = await read(process.StandardOutput.BaseStream);
            // Who has read enough lets git go.
            process.StandardOutput.Close();
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, value, (await errors).Trim());
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private Process Start(IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("git", words)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in _ofAHook) start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        try
        {
            return Process.Start(start) ?? throw NoGit("it did not start");
        }
        catch (Win32Exception problem)
        {
            throw NoGit(problem.Message);
        }
    }

    private static Failure NoGit(string why) => new(
        ExitCodes.Failed, "The command git does not run here.", why,
        "Install git, and see that it is found with $PATH.");
}
