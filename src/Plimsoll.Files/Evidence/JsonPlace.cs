using System.Text;
using System.Text.Json;

namespace Plimsoll.Files.Evidence;

/// <summary>Line and column of places in a JSON file; looked for only when something is wrong there.</summary>
internal static class JsonPlace
{
    /// <summary>Where the value at a path such as <c>runs[0].results[3].level</c> begins; (0, 0) if nowhere.</summary>
    public static (int Line, int Column) Of(ReadOnlySpan<byte> json, string path)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = SarifReader.MaxDepth });
        if (!reader.Read()) return (0, 0);
        foreach (var step in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
            if (!(step[^1] == ']' ? EnterItem(ref reader, int.Parse(step[..^1])) : EnterMember(ref reader, step)))
                return (0, 0);
        return At(json, reader.TokenStartIndex);
    }

    public static (int Line, int Column) At(ReadOnlySpan<byte> text, long offset)
    {
        var before = text[..(int)Math.Min(offset, text.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    private static bool EnterItem(ref Utf8JsonReader reader, int index)
    {
        reader.Read();
        for (; index > 0 && reader.TokenType != JsonTokenType.EndArray; index--, reader.Read()) reader.Skip();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    private static bool EnterMember(ref Utf8JsonReader reader, string name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found) return true;
            reader.Skip();
        }
        return false;
    }
}
