using System.Buffers;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The classes of conditions, told apart by their wording.</summary>
internal static partial class Conditions
{
    private static readonly ImmutableArray<(string Type, Stems Stems)> Types =
        [.. Tsv.Shipped("types.tsv").Select(row => (row["type"], Stems.Parse(row["stems"])))];

    private static readonly Stems Preference = Wording.Of("preference");
    private static readonly Stems Conditional = Wording.Of("condition");
    private static readonly Stems Property = Wording.Of("property");
    private static readonly Stems Vague = Wording.Of("vague");
    private static readonly Stems Outcome = Wording.Of("outcome");
    private static readonly Stems LeadsOn = Wording.Of("leading");
    private static readonly Stems May = Wording.Of("may");
    private static readonly Stems ByType = Wording.Of("by-type");
    private static readonly Stems Asks = Wording.Of("asks-whether");
    private static readonly Stems Recommended = Wording.Of("recommended");

    public static IEnumerable<Stems> All => Types.Select(type => type.Stems);

    private static readonly SearchValues<string> Joints =
        SearchValues.Create([" once ", " if ", " for "], StringComparison.OrdinalIgnoreCase);

    /// <summary>The condition a parenthesis states; null when it states none.</summary>
    public static Condition? Read(Words words)
    {
        if (OfType(words) is { } type)
        {
            return type;
        }

        if (Preference.Place(words) is { Start: >= 0 } preference)
        {
            var text = words.Text;
            var what = (text[..preference.Start] + text[preference.End..]).Trim();
            return new Condition("prefer", what.Length > 0 ? what : text);
        }

        return Conditional.Matches(words) ? Ask(words) : null;
    }

    /// <summary>Somebody says whether it applies, and why; a release type named in it is computed instead, a property
    /// of the change from its labels.</summary>
    public static Condition Ask(Words text)
    {
        var said = text.Of(text.Text.TrimEnd('.', ' '));
        return OfType(said) ?? new Condition(
            Property.Matches(said) && !Vague.Matches(said) ? "property"
            : Outcome.Matches(said) ? "when" : "ask", Outcome.Matches(said) ? Bare(said.Text) : said.Text);
    }

    /// <summary>"If healthy, promote …": what has to be so, and what then happens.</summary>
    public static (Condition Condition, string Then)? Leading(Words words)
    {
        if (!LeadsOn.MayMatch(words)) return null;

        var text = words.Text;
        var start = text.IndexOf(": ", StringComparison.Ordinal) is > 0 and < 30 and var label
            && !text.AsSpan(0, label).Contains(',') ? label + 2 : 0;
        var comma = text.IndexOf(',', start);
        if (comma < 0 || comma - start > 80 || !LeadsOn.Matches(words.Part(start, comma)))
        {
            return null;
        }

        var then = text[(comma + 1)..].Trim();
        return then.Length == 0 ? null : (new Condition("when", Bare(text[start..comma])), text[..start] + then);
    }

    /// <summary>"… if necessary", "… once metrics are healthy", "… for Major releases".</summary>
    public static (Condition Condition, string Then)? Trailing(Words words, bool inAuthority)
    {
        var text = words.Text;
        if (!words.MayHave(Grammar.Conditions) || !text.AsSpan().ContainsAny(Joints))
        {
            return null;
        }

        if (Clause(words, "once") is { } once)
        {
            return (new Condition("when", Bare(text[once..])), text[..once]);
        }

        if (Clause(words, "if") is { } at && !AsksWhether(words.Before(at)))
        {
            var said = text[(at + 1)..];
            return (inAuthority ? new Condition("when", Bare(said)) : Ask(words.Of(said)), text[..at]);
        }

        if (words.LastPlaceOf("for") < 0) return null;

        var found = For().Match(text);
        var rest = found.Success ? text[..found.Index] : "";
        return !found.Success ? null
            : OfType(words.Of(found.Value)) is { } type ? (type, rest)
            : inAuthority && May.Matches(words.Of(rest))
                ? (new Condition("when", One(found.Groups["what"].Value)), rest)
            : found.Value.Contains("change", StringComparison.Ordinal) && Property.Matches(words.Of(found.Value))
                ? (new Condition("property", found.Value.Trim()), rest) : null;
    }

    // "Determine if it warrants a rollback" is no condition of the determining.
    private static bool AsksWhether(Words before) =>
        !before.All.IsEmpty && Asks.Matches(before.Only(before.All.Length - 1));

    private static int? Clause(Words words, string word)
    {
        var at = words.LastPlaceOf(word) - 1;
        return at > 0 && words.Text.AsSpan(at).IndexOfAny(">%<,;") < 0 ? at : null;
    }

    // The state itself, without the words that lead to it.
    private static string Bare(string text) =>
        Filler().Replace(Starts().Replace(text.Trim().TrimEnd('.'), ""), " ").Trim();

    private static string One(string what) =>
        what.EndsWith('s') && !what.EndsWith("ss", StringComparison.Ordinal) ? what[..^1] : what;

    /// <summary>"required for Major; recommended for Minor", "Minor/Major only", "for major releases".</summary>
    public static Condition? OfType(Words words)
    {
        if (!ByType.Matches(words))
        {
            return null;
        }

        var parts = words.Text.Split(';', ',').Select(words.Of).ToList();
        var advised = parts.Where(part => parts.Count > 1 && Recommended.Matches(part)).SelectMany(Named)
            .ToImmutableArray();
        ImmutableArray<string> required = [.. Named(words).Except(advised)];
        return required.IsEmpty ? null
            : new Condition("type", string.Join(',', required)) { Advised = string.Join(',', advised) };
    }

    private static IEnumerable<string> Named(Words words) =>
        Types.Where(type => type.Stems.Matches(words)).Select(type => type.Type);

    [GeneratedRegex(@"\s+for\s+(?<what>[\w/ ,-]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex For();

    [GeneratedRegex(@"^(?:if|when|once|as soon as|for)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Starts();

    [GeneratedRegex(@"\s+(?:is|are|has been|have been)(?:\s+|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Filler();
}
