using System.Buffers;
using YamlDotNet.Core;

namespace Plimsoll.Files.Catalog;

/// <summary>From text to nodes. Whatever the text is, the answer is nodes or a problem with its place.</summary>
internal static class YamlReading
{
    private const int Largest = 1_000_000;

    public static YamlNode? Read(string text, Problems problems)
    {
        text = text.TrimStart('\uFEFF');
        if (!IsText(text, problems)) return null;
        var scanner = new Scanner(new StringReader(text), skipComments: true);
        try
        {
            var root = new YamlTree(new Parser(scanner), problems).Read();
            if (root is not null and not YamlText { IsEmpty: true }) return root;
            problems.Error(new Place(1, 1), "The file says nothing.", "Let `plimsoll init` write one.");
        }
        catch (NotRead refused)
        {
            problems.Error(YamlTree.At(refused.Start), refused.Message, refused.Fix);
        }
        catch (YamlException broken)
        {
            Malformed.Tell(text, broken, scanner.CurrentPosition, problems);
        }
        catch (Exception lost) when (lost is InvalidOperationException or ArgumentException or ArithmeticException
            or FormatException or IndexOutOfRangeException)
        {
            // The scanner trips over some malformed text, such as `[a-]`, instead of saying that it is malformed.
            problems.Error(YamlTree.At(scanner.CurrentPosition), "This is not YAML.", Malformed.Unclosed);
        }
        return null;
    }

    private static bool IsText(string text, Problems problems)
    {
        if (text.Length > Largest)
        {
            problems.Error(
                new Place(1, 1),
                $"The file has {text.Length:N0} characters; {Largest:N0} are read at most.",
                "Is it the right file?");
            return false;
        }
        var at = text.AsSpan().IndexOfAny(NotText);
        if (at < 0) return true;
        problems.Error(
            PlaceOf(text, at),
            text[at] == '\uFFFD' ? "This is not UTF-8 text." : $"The character U+{(int)text[at]:X4} is no text.",
            "Save the file as UTF-8 text. Is it the right file?");
        return false;
    }

    private static readonly SearchValues<char> NotText = SearchValues.Create(
    [
        .. Enumerable.Range(0, 32).Select(c => (char)c).Except(['\t', '\n', '\r']),
        '\u007F', '\uFFFD', '\uFFFE', '\uFFFF',
    ]);

    private static Place PlaceOf(string text, int at)
    {
        var before = text.AsSpan(0, at);
        return new Place(before.Count('\n') + 1, at - before.LastIndexOf('\n'));
    }
}
