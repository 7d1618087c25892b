using System.Diagnostics;
using Plimsoll.Server.Drivers.Shells;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>One open connection to a host; many commands go over it at once.</summary>
internal sealed class SshLine(SshPlace place, SshClient client, IDisposable way) : IDisposable
{
    // A command is late after so many glances in a row without a sign of it.
    private const int Glances = 4;

    private long _heard = Stopwatch.GetTimestamp();
    private volatile bool _isLost;
    private int _writing;

    /// <summary>Nobody asks the library while something is written: it would wait behind a write to a host that takes nothing.</summary>
    public bool IsOpen => !_isLost && (Volatile.Read(ref _writing) > 0 || IsConnected());

    /// <summary>Set once the host was greeted, before anybody else gets this connection.</summary>
    public Greeting Greeting { get; set; } = new("", new("", ""), []);

    /// <exception cref="HostUnreachable">The connection was lost, or the host does not answer in time.</exception>
    public async Task<ShellAnswer> Run(IReadOnlyList<string> words, StandardInput input, Patience limit, CancellationToken stop)
    {
        // The library waits for the host on the caller's thread when a command is opened.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var course = new SshCourse();
        var work = Run(ShellCommand.Of(place.Become, words), input, course, stop);
        try
        {
            // A write to a host that takes nothing ends with the connection only: nobody waits for it longer than the limit.
            return await InTime(work, course, limit, stop);
        }
        // A client that is closed by another call is told of in several ways, a missing session among them.
        catch (Exception lost) when (lost is SshException or System.Net.Sockets.SocketException or ObjectDisposedException
            or InvalidOperationException or NullReferenceException)
        {
            throw Lost(lost.Message.TrimEnd('.'), lost);
        }
    }

    private async Task<ShellAnswer> InTime(Task<ShellAnswer> work, SshCourse course, Patience limit, CancellationToken stop)
    {
        var (silentSince, done, glance) = (Stopwatch.GetTimestamp(), course.Done, limit.Spoken / Glances);
        var allowed = limit.Silent;
        for (var silent = 0; silent * glance < allowed;)
        {
            try
            {
                var answer = await work.WaitAsync(glance, TimeProvider.System, stop);
                Volatile.Write(ref _heard, Stopwatch.GetTimestamp());
                return answer;
            }
            catch (TimeoutException)
            {
                var now = course.Done;
                silent = now > done ? 0 : silent + 1;
                (done, allowed) = (now, course.HasSpoken ? limit.Spoken : limit.Silent);
                if (silent > 0) continue;
                silentSince = Stopwatch.GetTimestamp();
                Volatile.Write(ref _heard, silentSince);
            }
        }
        _ = work.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        course.GiveUp();
        var late = $"did not answer within {allowed.TotalSeconds:0} s";
        throw Volatile.Read(ref _heard) > silentSince
            ? new HostUnreachable($"{place.Name} {late}, though its connection carries other things: it is slow or busy.", passes: true)
            : Lost($"it {late}");
    }

    /// <summary>Closing says goodbye first, and that waits behind a write to a host that takes nothing: nobody waits for it.</summary>
    public void Dispose()
    {
        _isLost = true;
        ThreadPool.UnsafeQueueUserWorkItem(_ => Close(), null);
    }

    private bool IsConnected()
    {
        try
        {
            return client.IsConnected;
        }
        catch (ObjectDisposedException)
        {
            // Closed by somebody else just now.
            return false;
        }
    }

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

    private async Task<ShellAnswer> Run(string line, StandardInput input, SshCourse course, CancellationToken stop)
    {
        using var command = client.CreateCommand(line);
        var running = command.ExecuteAsync(stop);
        course.Follow(command);
        Interlocked.Increment(ref _writing);
        try
        {
            await Send(command, (into, given) => input(into, course.Sent, given), stop);
        }
        finally
        {
            Interlocked.Decrement(ref _writing);
        }
        await running;
        using var printed = new MemoryStream();
        await command.OutputStream.CopyToAsync(printed, stop);
        using var complained = new StreamReader(command.ExtendedOutputStream);
        var complaint = (await complained.ReadToEndAsync(stop)).Trim();
        if (ShellAnswer.Of(printed.ToArray(), complaint, command.ExitStatus) is { } answer) return answer;
        // Neither a word nor a way it ended: the host's side of the connection died.
        if (command is { ExitStatus: null, ExitSignal: null }) throw Lost("the host closed it");
        throw NotRun(complaint, command.ExitStatus);
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

    private HostUnreachable NotRun(string complaint, int? code) => place.Become != ""
        ? new Becoming(place.Name, place.Address.User, place.Become).Failed(complaint, code)
        : Passing.Is(complaint, code)
        ? new($"The login shell of {place.Address.User} on {place.Name} did not come to its command{Passing.Told(complaint)}", passes: true)
        : new($"The login shell of {place.Address.User} on {place.Name} runs no commands: {complaint}", passes: false);

    private HostUnreachable Lost(string why, Exception? cause = null)
    {
        _isLost = true;
        return new($"The connection to {place.Name} was lost: {why}.", passes: true, cause);
    }
}
