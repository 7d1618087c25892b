using System.Collections.Immutable;
using System.Text;
using Plimsoll.Core.Deployments;
using Plimsoll.Files.Api;
using Plimsoll.Server.Drivers.Output;

namespace Plimsoll.Server.Deployments;

/// <summary>A place in the output of a deployment: which attempt, which segment, which byte of it.</summary>
internal readonly record struct LogPlace(int Attempt, int Segment, int Byte)
{
    public static LogPlace Read(string text) =>
        text.Split('.').Select(part => int.TryParse(part, out var number) && number >= 0 ? number : -1).ToList()
            is [>= 0 and var attempt, >= 0 and var segment, >= 0 and var at] ? new(attempt, segment, at) : default;

    public override string ToString() => $"{Attempt}.{Segment}.{Byte}";
}

/// <summary>Puts the lines of one attempt together: a segment ends wherever reading stopped, often within a line.</summary>
internal sealed class LogReading(Attempt attempt, LogPlace place, int most)
{
    private readonly ImmutableArray<LogLineView>.Builder _lines = ImmutableArray.CreateBuilder<LogLineView>();
    private readonly List<byte> _line = [];
    private readonly LogPlace _begin = place;
    private LogPlace _next = place;
    private DateTimeOffset _at;

    /// <summary>Whole lines, where the next one begins, and whether there was room for no more.</summary>
    /// <remarks>The unfinished end of work that still runs is left for the next time.</remarks>
    public (ImmutableArray<LogLineView> Lines, LogPlace Next, bool IsFull) Read(Func<int, IReadOnlyList<Segment>> from)
    {
        var page = from(_begin.Segment);
        while (page.Count > 0)
        {
            foreach (var piece in page)
                if (!Take(piece)) return (_lines.ToImmutable(), _next, true);
            page = from(page[^1].Number + 1);
        }
        if (!attempt.IsOpen && _line.Count > 0) Say();
        return (_lines.ToImmutable(), _next, false);
    }

    /// <summary>False when no line fits any more.</summary>
    private bool Take(Segment piece)
    {
        var text = piece.Text.Span;
        var start = piece.Number == _begin.Segment ? Math.Min(_begin.Byte, text.Length) : 0;
        _at = piece.ObservedAt;
        while (text[start..].IndexOf((byte)'\n') is var length and >= 0)
        {
            if (_lines.Count >= most) return false;
            _line.AddRange(text.Slice(start, length));
            Say();
            start += length + 1;
            _next = _begin with { Segment = piece.Number, Byte = start };
        }
        _line.AddRange(text[start..]);
        return true;
    }

    private void Say()
    {
        _lines.Add(new LogLineView(_at, attempt.Action, Encoding.UTF8.GetString([.. _line])));
        _line.Clear();
    }
}
