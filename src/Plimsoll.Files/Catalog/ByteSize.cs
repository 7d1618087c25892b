using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Files.Catalog;

/// <summary>Sizes as people write them: <c>64KiB</c>, <c>512MiB</c>, <c>2GiB</c>, <c>1TiB</c>.</summary>
public static partial class ByteSize
{
    /// <summary>A regular expression that JSON Schema understands, too.</summary>
    internal const string Pattern = "^[0-9]{1,6}(KiB|MiB|GiB|TiB)$";

    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB"];

    /// <summary>Bytes; null when it is no size.</summary>
    public static long? Parse(string text)
    {
        if (!Whole().IsMatch(text) || text.EndsWith('\n')) return null;
        var number = long.Parse(text[..^3], CultureInfo.InvariantCulture);
        return number << (10 * (Array.IndexOf(Units, text[^3..]) + 1));
    }

    /// <summary>In the largest unit that needs no fraction.</summary>
    public static string Write(long bytes)
    {
        var (count, unit) = (bytes / 1024, 0);
        for (; count > 0 && count % 1024 == 0 && unit < Units.Length - 1; unit++) count /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{count}{Units[unit]}");
    }

    [GeneratedRegex(Pattern)]
    private static partial Regex Whole();
}
