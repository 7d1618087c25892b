using System.Diagnostics;

namespace Plimsoll.Cli.Running;

/// <summary>The server's program, for what only it can do: it speaks to databases, and this one does not.</summary>
internal static class ServerProgram
{
    private const string Name = "plimsoll-server";
    private const string Variable = "PLIMSOLL_SERVER_PROGRAM";

    /// <summary>Fills an empty database from a backup; answers where it is, for people.</summary>
    public static async Task<string> Restore(Call call, string folder, string database, CancellationToken stop)
    {
        string[] words = ["restore", folder, "--database", database];
        var program = Find(call.Terminal) ?? throw Failure.Usage(
            "The server's program is not found here, and it is what fills a database.",
            $"Looked for {Name} beside this program, in PATH, and for what {Variable} names.",
            $"Name it with {Variable}, or type: {Name} restore {folder} --database ADDRESS");
        using var process = Start(program, words, call.Terminal);
        // Ended by whoever ends this one: what it has not finished is nowhere.
        await using var interrupted = stop.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var place = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        stop.ThrowIfCancellationRequested();
        return process.ExitCode == 0 ? place.Trim() : throw new Failure(ExitCodes.Failed, Plain.Text((await errors).Trim()));
    }

    private static string? Find(Terminal terminal) => terminal.Variable(Variable) is not "" and var named ? named
        : new[] { AppContext.BaseDirectory }.Concat(terminal.Variable("PATH").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Select(folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists);

    private static Process Start(string program, string[] words, Terminal terminal)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = terminal.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("it did not start");
        }
        catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw Failure.Usage($"{program} cannot be started.", problem.Message, $"Name the server's program with {Variable}.");
        }
    }
}
