using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Files.Catalog;

/// <param name="Pattern">A regular expression the whole text matches; null for any text.</param>
internal sealed record TextShape(string Called, string? Pattern = null, bool MayBeEmpty = false) : ScalarShape
{
    public const int Longest = 10_000;

    public override string What => Called;

    public override bool Fits(string text) =>
        text.Length <= Longest && (MayBeEmpty || text.Length > 0)
        && (Pattern is null || Regex.IsMatch(text, $@"\A(?:{Pattern})\z"));
}

/// <summary>One of a few words.</summary>
internal sealed record WordShape(params ImmutableArray<string> Words) : ScalarShape
{
    public override string What => string.Join(" or ", Words.Select(word => $"`{word}`"));

    public override bool Fits(string text) => Words.Contains(text);
}

internal sealed record FlagShape : ScalarShape
{
    public override string What => "`true` or `false`";

    public override bool Fits(string text) => text is "true" or "false";
}

internal sealed record WholeShape(int Least, int Most) : ScalarShape
{
    public override string What => $"a whole number from {Least} to {Most}";

    public override bool Fits(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= Least && number <= Most;
}

/// <summary>So many of something, or a share of all of it in percent.</summary>
internal sealed record ShareShape(int Least, int Most) : ScalarShape
{
    public const string Pattern = "^([1-9][0-9]?|100)%$";
    private readonly WholeShape _count = new(Least, Most);

    public override string What => $"{_count.What}, or a share such as `25%`";

    public override bool Fits(string text) => _count.Fits(text) || Percent(text) is not null;

    /// <summary>Null where it is no share.</summary>
    public static int? Percent(string text) =>
        Regex.IsMatch(text, Pattern) ? int.Parse(text[..^1], CultureInfo.InvariantCulture) : null;
}

internal sealed record NumberShape : ScalarShape
{
    private const NumberStyles Written =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public override string What => "a number such as 0.05";

    public override bool Fits(string text) => Parse(text) is not null;

    public static double? Parse(string text) =>
        double.TryParse(text, Written, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
}

/// <summary>Whether gates block, or until when they only observe.</summary>
internal sealed record EnforcementShape : ScalarShape
{
    public const string Pattern = "^(enforce|observe until [0-9]{4}-[0-9]{2}-[0-9]{2})$";
    private const string Observe = "observe until ";

    public override string What => "`enforce` or `observe until YYYY-MM-DD`";

    public override bool Fits(string text) => text == "enforce" || Until(text) is not null;

    public static DateOnly? Until(string text) =>
        text.StartsWith(Observe, StringComparison.Ordinal)
        && DateOnly.TryParseExact(
            text[Observe.Length..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}

internal sealed record SizeShape : ScalarShape
{
    public override string What => "a size such as 64KiB, 512MiB or 2GiB";

    public override bool Fits(string text) => ByteSize.Parse(text) is not null;
}

internal sealed record DurationShape : ScalarShape
{
    public override string What => "a duration such as 30s, 5m or 1h30m";

    public override bool Fits(string text) => Duration.Parse(text) is not null;
}
