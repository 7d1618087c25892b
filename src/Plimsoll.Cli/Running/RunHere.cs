using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Plimsoll.Cli.Running;

/// <summary>A command that was run, as it may be told: secrets masked, the end of a long output.</summary>
internal sealed record RanHere(string CommandLine, int ExitCode, string Output);

/// <summary>Runs a command with this terminal's input; its output is shown as it comes and kept, masked.</summary>
/// <param name="toError">Standard output is for data: what the command prints goes to standard error.</param>
internal sealed class RunHere(Terminal terminal, bool toError)
{
    // A background child may hold the pipes open for ever; the command itself has ended.
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public async Task<RanHere> Run(IReadOnlyList<string> command, CancellationToken stop)
    {
        var secrets = SecretVariables.Of(terminal.Variables());
        var kept = new KeptTail();
        using var process = Start(command);
        using var drained = new CancellationTokenSource();
        var reading = Task.WhenAll(
            Copy(process.StandardOutput.BaseStream, toError ? terminal.Error : terminal.Output,
                new MaskedPart(secrets, kept), drained.Token),
            Copy(process.StandardError.BaseStream, terminal.Error, new MaskedPart(secrets, kept), drained.Token));
        await End(process, stop);
        drained.CancelAfter(LongestDrain);
        await reading;
        var line = string.Join(' ', command.Select(Plain.Quoted));
        return new RanHere(MaskedPart.Of(line, secrets), process.ExitCode, kept.Text);
    }

    private Process Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = terminal.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in terminal.Variables()) start.Environment[name] = value;
        try
        {
            return Process.Start(start) ?? throw NotStarted(command[0], "");
        }
        catch (Win32Exception problem)
        {
            throw NotStarted(command[0], problem.Message);
        }
    }

    private static Failure NotStarted(string command, string why) => new(
        ExitCodes.Failed, $"{command} did not start; nothing was recorded.", why,
        "Check the name; for pipes and variables write sh -c \"…\".");

    /// <summary>Ctrl-C reaches the command as well; one that does not end by it is ended.</summary>
    private static async Task End(Process process, CancellationToken stop)
    {
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            using var grace = new CancellationTokenSource(Grace, TimeProvider.System);
            await process.WaitForExitAsync(grace.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task Copy(Stream from, TextWriter shown, MaskedPart kept, CancellationToken stop)
    {
        var (bytes, letters) = (new byte[8192], new char[8192]);
        var decoder = Encoding.UTF8.GetDecoder();
        try
        {
            for (int count; (count = await from.ReadAsync(bytes, stop)) > 0;)
            {
                var read = decoder.GetChars(bytes, 0, count, letters, 0);
                await shown.WriteAsync(letters.AsMemory(0, read), CancellationToken.None);
                await shown.FlushAsync(CancellationToken.None);
                kept.Add(bytes.AsSpan(0, count));
            }
        }
        catch (OperationCanceledException)
        {
            // What comes later belongs to a child that outlives the command.
        }

        kept.End();
    }
}
