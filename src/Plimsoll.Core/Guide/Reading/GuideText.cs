using System.Collections.Immutable;
using System.Text;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>A guide's bytes as text, with one kind of line end; lines keep their numbers.</summary>
/// <param name="Text">As it is written.</param>
public sealed record GuideText(string Text, ImmutableArray<Lint> Lint)
{
    private const char ByteOrderMark = '\uFEFF';

    public static GuideText Of(byte[] bytes)
    {
        var decoded = Encoding.UTF8.GetString(bytes);
        var text = decoded.TrimStart(ByteOrderMark)
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace('\r', '\n');
        return new GuideText(text, [.. Notice(decoded, text)]);
    }

    /// <summary>As it was meant: damaged letters repaired, one kind of space. The repair comes first, for a space that
    /// does not break may be a part of such a letter; and both come before Markdown is read, which takes letters, marks
    /// and spaces for different things.</summary>
    public string Meant => Mojibake.Repair(Text).Replace('\u00A0', ' ');

    public int Lines => Text.AsSpan().Count('\n') + 1;

    /// <summary>The first line longer than this, from 1; 0 for none.</summary>
    public int LineLongerThan(int most)
    {
        var line = 0;
        foreach (var range in Text.AsSpan().Split('\n'))
        {
            line++;
            if (range.End.Value - range.Start.Value > most)
            {
                return line;
            }
        }

        return 0;
    }

    private static IEnumerable<Lint> Notice(string decoded, string text)
    {
        if (decoded.Contains('\0', StringComparison.Ordinal))
        {
            yield return At(decoded, '\0', "error", "This is not a text file: it holds a zero byte.",
                "Give a Markdown file in UTF-8.");
        }

        if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            yield return At(text, '\uFFFD', "warn", "Bytes that are not UTF-8.", "Save the file as UTF-8.");
        }

        if (decoded.StartsWith(ByteOrderMark))
        {
            yield return At(decoded, ByteOrderMark, "warn", "The file starts with a byte order mark.",
                "Save the file as UTF-8 without a byte order mark.");
        }

        if (decoded.Contains('\r', StringComparison.Ordinal))
        {
            yield return At(
                decoded, '\r', "warn", "Lines end with carriage returns.", "Save the file with LF line ends.");
        }
    }

    private static Lint At(string text, char mark, string level, string message, string fix)
    {
        var before = text.AsSpan(0, text.IndexOf(mark, StringComparison.Ordinal));
        var column = before.Length - before.LastIndexOf('\n');
        return new Lint("ENCODING", level, before.Count('\n') + 1, column, message, fix);
    }
}
