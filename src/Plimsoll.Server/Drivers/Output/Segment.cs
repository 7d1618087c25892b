using System.Text;

namespace Plimsoll.Server.Drivers.Output;

/// <summary>A piece of masked output of one attempt.</summary>
/// <param name="Number">From 1, gapless while it is written; old ones in the middle may be dropped.</param>
/// <param name="RawFrom">Where its raw bytes began; later than the last one's end when something was left out.</param>
/// <param name="RawTo">Where reading goes on.</param>
/// <param name="Text">UTF-8 as the work wrote it, secrets masked; may begin or end within a line.</param>
public sealed record Segment(
    string Attempt, int Number, long RawFrom, long RawTo, DateTimeOffset ObservedAt, ReadOnlyMemory<byte> Text)
{
    public const int MostBytes = 64 * 1024;

    /// <summary>How many lines ended before it; known of what is read from the store.</summary>
    public long Line { get; init; }

    public override string ToString() => Encoding.UTF8.GetString(Text.Span);
}
