using System.Globalization;
using System.Text;
using Plimsoll.Server.Drivers.Command;

namespace Plimsoll.Server.Drivers.Shells;

/// <summary>What a host told of a ticket in one answer.</summary>
internal sealed record Seen(TicketTraces Traces, bool WasCancelled, byte[] Output, long Cursor)
{
    // What was cut out by the time all was sent, in the wrapper's last line: it is always as long.
    private const int LengthOfGap = 44;

    /// <summary>The end of work that has ended: less came than is sent at once, and no hole lies ahead.</summary>
    public bool IsAll { get; private init; }

    /// <summary>Null where what was sent is not whole, or was cut out while it was read: ask again.</summary>
    public static Seen? Read(byte[] answer, long cursor)
    {
        try
        {
            return Parse(answer, cursor);
        }
        catch (Exception garbled) when (garbled is FormatException or KeyNotFoundException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static Seen? Parse(byte[] answer, long cursor)
    {
        if (answer.AsSpan().IndexOf("\n\n"u8) is not (>= 0 and var end)) return null;
        var head = Encoding.UTF8.GetString(answer, 0, end).Split('\n').Select(line => line.Split(' ', 2))
            .Where(line => line.Length == 2).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
        var rest = answer.AsSpan(end + 2);
        var count = rest.Length - LengthOfGap;
        // It says how long the piece is wherever it has measured that: what is shorter was cut off.
        if (count < 0 || (head["count"] is { Length: > 0 } told && int.Parse(told, CultureInfo.InvariantCulture) != count)) return null;
        var gap = Gap.Parse(head["gap"]);
        if (gap.Holds(cursor)) return Of(head, [], gap.To);
        var tail = Encoding.ASCII.GetString(rest[count..]);
        if (!tail.StartsWith("gap ", StringComparison.Ordinal) || !tail.EndsWith('\n')) return null;
        var later = Gap.Parse(tail[4..]);
        if (later.Overlaps(cursor, cursor + count)) return null;
        var seen = Of(head, rest[..count].ToArray(), cursor + count);
        return seen with
        {
            IsAll = seen.Traces.State == TicketState.Finished && count < RawOutput.MostAtOnce
                && Math.Max(gap.From, later.From) <= cursor,
        };
    }

    private static Seen Of(Dictionary<string, string> head, byte[] output, long cursor) => new(
        new TicketTraces(Said(head["status"]), Said(head["claimed"]), head["lock"] == "held", head["boot"]),
        head["cancelled"] == "yes", output, cursor);

    private static string? Said(string text) => text == "" ? null : text;
}
