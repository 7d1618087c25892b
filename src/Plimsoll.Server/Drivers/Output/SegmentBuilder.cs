using System.Buffers;

namespace Plimsoll.Server.Drivers.Output;

/// <summary>Makes segments of masked output; cuts lines that are too long, keeps count of the raw bytes.</summary>
/// <param name="start">Raw bytes before this are only context: they were stored before.</param>
internal sealed class SegmentBuilder(string attempt, int lastNumber, long start, long contextFrom, TimeProvider clock)
{
    public const int LongestLine = 64 * 1024;

    private static ReadOnlySpan<byte> Mask => "***"u8;

    private static ReadOnlySpan<byte> CutMark => " [plimsoll: the rest of this line is left out]"u8;

    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly List<Segment> _sealed = [];
    private int _number = lastNumber;
    private readonly long _start = start;
    private long _from = start;
    private long _raw = contextFrom;
    private long _line;
    private bool _inMask;

    private bool IsContext => _raw < _start;

    public void Add(ReadOnlySpan<byte> raw, bool masked)
    {
        while (!raw.IsEmpty)
        {
            var line = raw.IndexOf((byte)'\n') is var end and >= 0 ? raw[..(end + 1)] : raw;
            if (IsContext && _start - _raw < line.Length)
                line = line[..(int)(_start - _raw)];
            AddWithinLine(line, masked);
            raw = raw[line.Length..];
        }
    }

    /// <summary>Raw bytes up to here are gone.</summary>
    public void Jump(long raw)
    {
        Seal();
        (_raw, _from, _line, _inMask) = (raw, Math.Max(raw, _start), 0, false);
    }

    /// <summary>Ends the segment under way.</summary>
    public void Seal()
    {
        if (_raw <= _from)
            return;
        _sealed.Add(new Segment(attempt, ++_number, _from, _raw, clock.GetUtcNow(), _text.WrittenSpan.ToArray()));
        _text.ResetWrittenCount();
        _from = _raw;
    }

    /// <summary>The segments sealed since the last call.</summary>
    public IReadOnlyList<Segment> Drain()
    {
        Segment[] ready = [.. _sealed];
        _sealed.Clear();
        return ready;
    }

    private void AddWithinLine(ReadOnlySpan<byte> part, bool masked)
    {
        var endsLine = part[^1] == '\n';
        var content = endsLine ? part[..^1] : part;
        var room = (int)Math.Clamp(LongestLine - _line, 0, content.Length);
        Show(masked ? MaskOnce(room) : content[..room], room);
        _inMask = masked && (_inMask || room > 0);
        if (content.Length > room)
            Show(_line <= LongestLine ? CutMark : [], content.Length - room);
        _line += content.Length;
        if (!endsLine)
            return;
        Show("\n"u8, 1);
        (_line, _inMask) = (0, false);
    }

    private ReadOnlySpan<byte> MaskOnce(int room) => _inMask || room == 0 ? [] : Mask;

    private void Show(ReadOnlySpan<byte> text, int raw)
    {
        if (!IsContext)
        {
            if (_text.WrittenCount + text.Length > Segment.MostBytes)
                Seal();
            _text.Write(text);
        }
        _raw += raw;
    }
}
