using System.Text;

namespace Plimsoll.Server.Drivers.Output;

/// <summary>A line of an attempt's output.</summary>
/// <param name="Number">From 1, as the work wrote it: the same for ever, whatever is dropped or removed before it.</param>
/// <param name="At">When its end was observed.</param>
public sealed record NumberedLine(long Number, DateTimeOffset At, string Text);

/// <summary>The lines of one attempt from a number on; holds a few segments and one line at a time.</summary>
/// <param name="ended">The work writes no more: what follows the last line break is a line, too.</param>
/// <param name="piece">How many segments are read at once.</param>
internal sealed class NumberedLines(SegmentStore store, string attempt, bool ended, int piece)
{
    // A masked line may be a little longer than a cut one; anything beyond is no line that we wrote.
    private const int LongestLine = 2 * SegmentBuilder.LongestLine;

    private readonly List<byte> _line = [];
    private long _number = 1;
    private DateTimeOffset _at;

    public IEnumerable<NumberedLine> From(long line)
    {
        var page = store.Read(attempt, store.SegmentOf(attempt, line), piece);
        if (page.Count > 0) _number = page[0].Line + 1;
        while (page.Count > 0)
        {
            foreach (var segment in page)
                foreach (var found in Of(segment))
                    if (found.Number >= line) yield return found;
            page = store.Read(attempt, page[^1].Number + 1, piece);
        }

        if (ended && _line.Count > 0 && Take() is var last && last.Number >= line) yield return last;
    }

    private IEnumerable<NumberedLine> Of(Segment segment)
    {
        // Lines between were dropped or removed: what is left of one is not put together with another's rest.
        if (segment.Line >= _number && _line.Count > 0) yield return Take();
        (_number, _at) = (segment.Line + 1, segment.ObservedAt);
        for (var start = 0; ;)
        {
            var length = segment.Text.Span[start..].IndexOf((byte)'\n');
            Add(length < 0 ? segment.Text[start..] : segment.Text.Slice(start, length));
            if (length < 0) yield break;
            yield return Take();
            start += length + 1;
        }
    }

    private void Add(ReadOnlyMemory<byte> text) =>
        _line.AddRange(text.Span[..Math.Min(text.Length, LongestLine - _line.Count)]);

    private NumberedLine Take()
    {
        var line = new NumberedLine(
            _number++, _at, Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_line)));
        _line.Clear();
        return line;
    }
}
