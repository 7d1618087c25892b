using System.ComponentModel;
using System.Diagnostics;
using Plimsoll.Server.Drivers.Command;
using Plimsoll.Server.Drivers.Shells;
using Plimsoll.Server.Processes;

namespace Plimsoll.Server.Drivers.Local;

/// <summary>The shell of another user of this machine.</summary>
/// <param name="folder">Where tickets lie; <c>~/</c> is that user's home.</param>
/// <param name="asRoot">This server is root: it becomes whoever it likes, without sudo.</param>
internal sealed class UserShell(string user, string folder, bool asRoot) : IShell, IDisposable
{
    private Greeting? _greeting;

    public string Name => $"{user} on this machine";

    public BroughtArtifacts Artifacts { get; } = new();

    public TimeSpan ToAnswer { get; } = TimeSpan.FromSeconds(20);

    public async Task<Greeting> Greet(CancellationToken stop)
    {
        if (_greeting is { Needs: [] } known) return known;
        var answer = await Run(
            Greeting.Words(folder), (into, _, given) => into.WriteAsync(WrapperScript.Bytes, given).AsTask(), ToAnswer, stop);
        return _greeting = Greeting.Read(answer, Name);
    }

    public async Task<ShellAnswer> Run(
        Func<Greeting, IReadOnlyList<string>> words, StandardInput input, Patience limit, CancellationToken stop)
    {
        var answer = await Run(words(await Greet(stop)), input, limit.Silent, stop);
        // Somebody may have removed the wrapper from that home: next time it is put there again.
        if (answer is { Text: "", Complaint: not "" }) _greeting = null;
        return answer;
    }

    public void Dispose() => Artifacts.Dispose();

    private async Task<ShellAnswer> Run(IReadOnlyList<string> words, StandardInput input, TimeSpan limit, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(limit);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        using var process = Begin(asRoot ? ShellCommand.ByRoot(user, words) : ShellCommand.BySudo(user, words));
        try
        {
            return await Talk(process, (into, given) => input(into, () => late.CancelAfter(limit), given), bound.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            End(process);
            throw new HostUnreachable($"{Name} did not answer within {limit.TotalSeconds:0} s.", passes: true);
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception notOurs) when (notOurs is Win32Exception or InvalidOperationException)
        {
            // sudo belongs to root, or it has just ended; it finds nobody to talk to.
        }
    }

    private async Task<ShellAnswer> Talk(
        Process process, Func<Stream, CancellationToken, Task> input, CancellationToken stop)
    {
        using var printed = new MemoryStream();
        var printing = process.StandardOutput.BaseStream.CopyToAsync(printed, stop);
        var complaining = process.StandardError.ReadToEndAsync(stop);
        await Send(process.StandardInput.BaseStream, input, stop);
        await printing;
        var complaint = (await complaining).Trim();
        await process.WaitForExitAsync(stop);
        return ShellAnswer.Of(printed.ToArray(), complaint, process.ExitCode)
            ?? throw new Becoming("this machine", Environment.UserName, user).Failed(complaint, process.ExitCode);
    }

    private static async Task Send(Stream into, Func<Stream, CancellationToken, Task> input, CancellationToken stop)
    {
        try
        {
            await using (into) await input(into, stop);
        }
        catch (IOException)
        {
            // It has ended and reads no more; what it said tells why.
        }
    }

    private static Process Begin(string[] words)
    {
        try
        {
            return Process.Start(CleanProcess.Of(words[0], words[1..], HostPath.Usual)) ?? throw new Win32Exception(0, "it did not start");
        }
        catch (Win32Exception failed)
        {
            throw Unreached(NotStarted.Of(words[0], failed), failed);
        }
    }

    /// <summary>Final where it is not there, or may not be run; else this machine has no process or no memory to give.</summary>
    internal static HostUnreachable Unreached(NotStarted not, Exception why) => not.Passes
        ? new($"{not.Sentence}.", passes: true, why)
        : new($"{not.Program} cannot be run on this machine, and `become` needs it: install "
            + $"{(not.Program == "sudo" ? "sudo" : "the package util-linux")}, or take `become` out ({not.Why}).",
            passes: false, why);
}
