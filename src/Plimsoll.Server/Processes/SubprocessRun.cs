using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Text;

namespace Plimsoll.Server.Processes;

/// <summary>Runs a subprocess to its end, its time limit or the server's stop.</summary>
public static class SubprocessRun
{
    // A child that went to the background may hold the output open; it is not waited for.
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(1);
    private static readonly string[] Hidden = ["PLIMSOLL_", "GIT_", "ASPNETCORE_"];

    public static async Task<SubprocessEnd> Run(Subprocess plan, TimeProvider clock, CancellationToken stop)
    {
        using var process = new Process { StartInfo = StartInfoOf(plan) };
        try
        {
            process.Start();
        }
        catch (Exception trouble) when (trouble is Win32Exception or IOException)
        {
            return new(null, [], "", false, false, NotStarted.Of(plan.Arguments[0], trouble));
        }
        process.StandardInput.Close();
        return await Await(process, plan, clock, stop);
    }

    private static async Task<SubprocessEnd> Await(
        Process process, Subprocess plan, TimeProvider clock, CancellationToken stop)
    {
        var output = new KeptOutput(plan.Keep, plan.KeptEnd);
        var errors = new KeptOutput(16 * 1024, KeptEnd.Tail);
        var (printed, complained) = ((PipeStream)process.StandardOutput.BaseStream, (PipeStream)process.StandardError.BaseStream);
        using var reading = new CancellationTokenSource();
        var drained = Task.WhenAll(output.Drain(printed, reading.Token), errors.Drain(complained, reading.Token));
        var inTime = await EndsInTime(process, plan.Timeout, clock, stop);
        if (!await IsOver(drained, reading, clock))
        {
            PipeRest.Read(printed, output.Add);
            PipeRest.Read(complained, errors.Add);
        }
        stop.ThrowIfCancellationRequested();
        var complaints = Encoding.UTF8.GetString(errors.Bytes);
        return new(inTime ? process.ExitCode : null, output.Bytes, complaints, output.Cut, !inTime, null);
    }

    private static async Task<bool> EndsInTime(
        Process process, TimeSpan limit, TimeProvider clock, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            // A busy machine tells both at once: what had ended in time is not called late.
            if (process.HasExited && !stop.IsCancellationRequested) return true;
            await Kill(process, clock);
            return false;
        }
    }

    private static async Task Kill(Process process, TimeProvider clock)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception notOurs) when (notOurs is AggregateException or Win32Exception or InvalidOperationException)
        {
            // Some of it became another user, as sudo does, or has just ended: the others are killed all the same.
        }
        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(OutputGrace, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>False: the output is open still, or a busy machine did not come to read it. Nobody reads it any more then.</summary>
    private static async Task<bool> IsOver(Task drained, CancellationTokenSource reading, TimeProvider clock)
    {
        try
        {
            await drained.WaitAsync(OutputGrace, clock);
            return true;
        }
        catch (TimeoutException)
        {
            await reading.CancelAsync();
            await drained.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return drained.IsCompletedSuccessfully;
        }
    }

    private static ProcessStartInfo StartInfoOf(Subprocess plan)
    {
        var info = new ProcessStartInfo(plan.Arguments[0], plan.Arguments.Skip(1))
        {
            WorkingDirectory = plan.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in info.Environment.Keys.Where(IsHidden).ToList()) info.Environment.Remove(name);
        foreach (var (name, value) in plan.Environment) info.Environment[name] = value;
        return info;
    }

    private static bool IsHidden(string name) =>
        Array.Exists(Hidden, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
