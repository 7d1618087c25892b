using System.Collections.Immutable;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Engine;

/// <summary>Which streams moved lately. One for all who follow, of a fixed size, however slow they are.</summary>
public sealed class Trail(int most = Trail.Usual)
{
    public const int Usual = 4096;
    private const int MostNames = 64;

    private readonly Lock _gate = new();
    private readonly StreamName[] _moves = new StreamName[most];
    private long _last;
    private long _first = 1;

    /// <summary>Positions come in order, without a gap.</summary>
    public void Add(long position, StreamName stream)
    {
        lock (_gate)
        {
            if (_last == 0) _first = position;
            _moves[position % most] = stream;
            _last = position;
            _first = Math.Max(_first, position - most + 1);
        }
    }

    /// <summary>The last position it knows of.</summary>
    public long Last
    {
        get { lock (_gate) return _last; }
    }

    /// <summary>The wanted streams that moved after a position; null when nobody remembers that far back, or they are
    /// too many to name.</summary>
    public Moves? After(long position, Func<StreamName, bool> isWanted)
    {
        lock (_gate)
        {
            if (position > _last || position < _first - 1) return null;
            var found = ImmutableArray.CreateBuilder<StreamName>();
            for (var at = position + 1; at <= _last; at++)
            {
                var stream = _moves[at % most];
                if (!isWanted(stream) || found.Contains(stream)) continue;
                if (found.Count == MostNames) return null;
                found.Add(stream);
            }
            return new Moves(_last, found.ToImmutable());
        }
    }
}

/// <summary>What moved, each stream once, up to a position.</summary>
public sealed record Moves(long Position, ImmutableArray<StreamName> Streams);
