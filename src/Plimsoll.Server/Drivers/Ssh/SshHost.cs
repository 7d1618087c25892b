using System.Diagnostics;
using Plimsoll.Server.Drivers.Shells;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>One host: one connection for everything, opened when it is needed and again when it was lost.</summary>
internal sealed class SshHost(SshPlace place, SshSettings settings, KnownHostsMemory known) : IShell, IDisposable
{
    // A host takes ten commands over one connection unless its administrator says otherwise.
    private const int MostAtOnce = 8;

    private readonly SemaphoreSlim _seats = new(MostAtOnce), _dialing = new(1);
    private SshLine? _line;
    private (HostUnreachable Why, long At, int Times)? _trouble;

    public string Name => place.Name;

    public TimeSpan ToAnswer => settings.ToAnswer;

    public BroughtArtifacts Artifacts { get; } = new();

    public async Task<Greeting> Greet(CancellationToken stop)
    {
        if (_line is { Greeting.Needs: not [] } lacking) Drop(lacking);
        return (await Line(stop)).Greeting;
    }

    /// <summary>Runs a command that may be run twice: where the connection is lost it is, once, over a new one.</summary>
    public async Task<ShellAnswer> Run(
        Func<Greeting, IReadOnlyList<string>> words, StandardInput input, Patience limit, CancellationToken stop)
    {
        await _seats.WaitAsync(stop);
        try
        {
            for (var again = false; ; again = true)
            {
                var line = await Line(stop);
                try
                {
                    return await line.Run(words(line.Greeting), input, limit, stop);
                }
                catch (HostUnreachable lost)
                {
                    // The work of others goes over it as well: it is closed when it is broken, not when one command is late.
                    if (!lost.Passes || !line.IsOpen) Drop(line);
                    if (again || !lost.Passes) throw;
                }
            }
        }
        finally
        {
            _seats.Release();
        }
    }

    public void Dispose()
    {
        _line?.Dispose();
        _seats.Dispose();
        _dialing.Dispose();
        Artifacts.Dispose();
    }

    private async Task<SshLine> Line(CancellationToken stop)
    {
        if (_line is { IsOpen: true } open) return open;
        await _dialing.WaitAsync(stop);
        try
        {
            if (_line is { IsOpen: true } opened) return opened;
            if (_trouble is { } lately && Stopwatch.GetElapsedTime(lately.At) < Pause(lately.Times)) throw Again(lately.Why);
            // Taken out before another is dialed: that may fail, and a connection that was closed is asked nothing any more.
            if (_line is { } closed) Drop(closed);
            _line = await new SshDial(place, settings, known).Open(stop);
            _trouble = null;
            return _line;
        }
        catch (HostUnreachable away) when (away.InnerException is not HostUnreachable)
        {
            _trouble = (away, Stopwatch.GetTimestamp(), (_trouble?.Times ?? 0) + 1);
            throw;
        }
        finally
        {
            _dialing.Release();
        }
    }

    private TimeSpan Pause(int times) => TimeSpan.FromSeconds(Math.Min(settings.LongestPause.TotalSeconds, Math.Pow(2, times - 2)));

    // Told at once while it is not dialed again: whoever asks waits for themselves only.
    private static HostUnreachable Again(HostUnreachable known) => new(known.Message, known.Passes, known);

    private void Drop(SshLine line)
    {
        if (Interlocked.CompareExchange(ref _line, null, line) == line) line.Dispose();
    }
}
