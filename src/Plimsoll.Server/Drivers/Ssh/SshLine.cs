using Plimsoll.Server.Drivers.Shells;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>One open connection to a host; many commands go over it at once.</summary>
internal sealed class SshLine(SshPlace place, SshClient client, IDisposable way) : IDisposable
{
    public bool IsOpen => client.IsConnected;

    /// <summary>Set once the host was greeted, before anybody else gets this connection.</summary>
    public Greeting Greeting { get; set; } = new("", new("", ""), []);

    /// <exception cref="HostUnreachable">The connection was lost, or the host does not answer in time.</exception>
    public async Task<ShellAnswer> Run(IReadOnlyList<string> words, StandardInput input, TimeSpan limit, CancellationToken stop)
    {
        // The library waits for the host on the caller's thread when a command is opened.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var late = new CancellationTokenSource(limit);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        var work = Run(ShellCommand.Of(place.Become, words), (into, given) => input(into, () => late.CancelAfter(limit), given), stop);
        try
        {
            // A write to a host that takes nothing ends with the connection only: nobody waits for it longer than the limit.
            return await work.WaitAsync(bound.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            _ = work.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
            throw Lost($"it did not answer within {limit.TotalSeconds:0} s");
        }
        // A client that is closed by another call is told of in several ways, a missing session among them.
        catch (Exception lost) when (lost is SshException or System.Net.Sockets.SocketException or ObjectDisposedException
            or InvalidOperationException or NullReferenceException)
        {
            throw Lost(lost.Message.TrimEnd('.'), lost);
        }
    }

    /// <summary>Closing says goodbye first, and that waits behind a write to a host that takes nothing: nobody waits for it.</summary>
    public void Dispose() => ThreadPool.UnsafeQueueUserWorkItem(_ => Close(), null);

    private void Close()
    {
        try
        {
            client.Dispose();
            way.Dispose();
        }
        catch (Exception gone) when (gone is SshException or System.Net.Sockets.SocketException or ObjectDisposedException
            or InvalidOperationException or NullReferenceException or IOException)
        {
            // It was on its way out already.
        }
    }

    private async Task<ShellAnswer> Run(string line, Func<Stream, CancellationToken, Task> input, CancellationToken stop)
    {
        using var command = client.CreateCommand(line);
        var running = command.ExecuteAsync(stop);
        await Send(command, input, stop);
        await running;
        using var printed = new MemoryStream();
        await command.OutputStream.CopyToAsync(printed, stop);
        using var complained = new StreamReader(command.ExtendedOutputStream);
        var complaint = (await complained.ReadToEndAsync(stop)).Trim();
        if (ShellAnswer.Of(printed.ToArray(), complaint) is { } answer) return answer;
        // Neither a word nor a way it ended: the host's side of the connection died.
        if (command is { ExitStatus: null, ExitSignal: null }) throw Lost("the host closed it");
        throw new HostUnreachable(NotRun(complaint), passes: false);
    }

    private static async Task Send(SshCommand command, Func<Stream, CancellationToken, Task> input, CancellationToken stop)
    {
        try
        {
            await using var into = command.CreateInputStream();
            await input(into, stop);
            // The library ends an input only when something was written to it; the host throws this away.
            await into.WriteAsync("\n"u8.ToArray(), stop);
        }
        catch (Exception closed) when (closed is SshException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended and reads no more; what it said tells why.
        }
    }

    private string NotRun(string complaint) => place.Become != ""
        ? new Becoming(place.Name, place.Address.User, place.Become).WhyNot(complaint)
        : $"The login shell of {place.Address.User} on {place.Name} runs no commands: {complaint}";

    private HostUnreachable Lost(string why, Exception? cause = null) =>
        new($"The connection to {place.Name} was lost: {why}.", passes: true, cause);
}
