using System.Diagnostics;
using System.Globalization;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Drivers.Ssh;

/// <summary>One host: one connection for everything, opened when it is needed and again when it was lost.</summary>
internal sealed class SshHost(SshPlace place, SshSettings settings) : IDisposable
{
    // A host takes ten commands over one connection unless its administrator says otherwise.
    private const int MostAtOnce = 8;

    private readonly SemaphoreSlim _seats = new(MostAtOnce), _dialing = new(1), _artifacts = new(1);
    private SshLine? _line;
    private (HostUnreachable Why, long At, int Times)? _trouble;

    public string Name => place.Name;

    public TimeSpan ToAnswer => settings.ToAnswer;

    /// <summary>What the host says of itself, asked anew while it lacks something.</summary>
    public async Task<Greeting> Greet(CancellationToken stop)
    {
        if (_line is { Greeting.Needs: not [] } lacking) Drop(lacking);
        return (await Line(stop)).Greeting;
    }

    /// <summary>One call of the ticket wrapper.</summary>
    public async Task<SshAnswer> Call(
        string verb, string ticket, IReadOnlyList<string> words, IReadOnlyList<byte[]> input, TimeSpan limit, CancellationToken stop) =>
        await Run(
            host => [host.Wrapper, verb, host.Root, ticket, .. words,
                .. input.Select(part => part.Length.ToString(CultureInfo.InvariantCulture))],
            async (into, _, given) =>
            {
                foreach (var part in input) await into.WriteAsync(part, given);
            },
            limit, stop);

    /// <summary>Runs a command that may be run twice: where the connection is lost it is, once, over a new one.</summary>
    public async Task<SshAnswer> Run(
        Func<Greeting, IReadOnlyList<string>> words, StandardInput input, TimeSpan limit, CancellationToken stop)
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

    /// <summary>Targets that share the host wait here, and find the artifact where the first one brought it.</summary>
    public async Task<IDisposable> AloneWithArtifacts(CancellationToken stop)
    {
        await _artifacts.WaitAsync(stop);
        return new Turn(_artifacts);
    }

    public void Dispose()
    {
        _line?.Dispose();
        _seats.Dispose();
        _dialing.Dispose();
        _artifacts.Dispose();
    }

    private async Task<SshLine> Line(CancellationToken stop)
    {
        if (_line is { IsOpen: true } open) return open;
        await _dialing.WaitAsync(stop);
        try
        {
            if (_line is { IsOpen: true } opened) return opened;
            if (_trouble is { } known && Stopwatch.GetElapsedTime(known.At) < Pause(known.Times)) throw Again(known.Why);
            // Taken out before another is dialed: that may fail, and a connection that was closed is asked nothing any more.
            if (_line is { } closed) Drop(closed);
            _line = await new SshDial(place, settings).Open(stop);
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

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }

    private void Drop(SshLine line)
    {
        if (Interlocked.CompareExchange(ref _line, null, line) == line) line.Dispose();
    }
}
