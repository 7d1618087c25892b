using System.Buffers;
using System.Text;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>UTF-8 that was once read as Windows-1252 and saved again; repaired where that can be undone
/// exactly.</summary>
public static class Mojibake
{
    // Windows-1252 0x80..0x9F; the five bytes it leaves undefined stand for themselves.
    private const string Upper =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F" +
        "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    // The first of several bytes of UTF-8.
    private const char FirstLead = '\u00C2';
    private const char LastLead = '\u00F4';

    public static bool IsIn(string text) => !string.Equals(Repair(text), text, StringComparison.Ordinal);

    /// <summary>False settles it at a glance: none of its letters could begin one that was damaged.</summary>
    public static bool MayBeIn(string text) => text.AsSpan().ContainsAnyInRange(FirstLead, LastLead);

    /// <summary>The text as it was meant; runs that are not exactly reversible stay as they are.</summary>
    public static string Repair(string text)
    {
        if (!MayBeIn(text))
        {
            return text;
        }

        var repaired = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            at += RunFrom(text, at, repaired);
        }

        return repaired.ToString();
    }

    /// <summary>Where a character of the repaired line stands in the line as it is written, both from 0.</summary>
    public static int Written(string line, int repaired)
    {
        var at = 0;
        for (var meant = new StringBuilder(line.Length); at < line.Length && meant.Length < repaired;)
        {
            at += RunFrom(line, at, meant);
        }

        return at;
    }

    // One lead character (C2..F4 read as Windows-1252) with as many followers as UTF-8 wants.
    private static int RunFrom(string text, int start, StringBuilder repaired)
    {
        var length = text[start] switch
        {
            >= '\u00C2' and <= '\u00DF' => 2,
            >= '\u00E0' and <= '\u00EF' => 3,
            >= '\u00F0' and <= '\u00F4' => 4,
            _ => 1,
        };
        if (length > 1 && start + length <= text.Length && Decode(text.AsSpan(start, length)) is { Length: > 0 } meant)
        {
            repaired.Append(meant);
            return length;
        }

        repaired.Append(text[start]);
        return 1;
    }

    private static string Decode(ReadOnlySpan<char> run)
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var at = 0; at < run.Length; at++)
        {
            if (ByteOf(run[at]) is not { } value || (at > 0 && (value & 0xC0) != 0x80))
            {
                return "";
            }

            bytes[at] = value;
        }

        return Rune.DecodeFromUtf8(bytes[..run.Length], out var meant, out var read) == OperationStatus.Done
            && read == run.Length ? meant.ToString() : "";
    }

    private static byte? ByteOf(char character) => character switch
    {
        <= '\u007F' or (>= '\u00A0' and <= '\u00FF') => (byte)character,
        _ when Upper.IndexOf(character, StringComparison.Ordinal) is var at and >= 0 => (byte)(0x80 + at),
        _ => null,
    };
}
