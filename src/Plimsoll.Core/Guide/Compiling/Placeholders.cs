using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Fills the blanks of a concept's evidence and id from what the line says.</summary>
internal static partial class Placeholders
{
    private static readonly Stems Written = Wording.Of("written");
    private static readonly string[] Versus = [" vs. ", " vs ", " versus ", " or ", "/", ","];
    private static readonly string[] Members = ["/", ","];

    public static string Evidence(Concept concept, Utterance said) => concept.IsPlain ? concept.Evidence
        : Fill(concept.Evidence, said, ",")
        .Replace("(;", "(", StringComparison.Ordinal)
        .Replace(";)", ")", StringComparison.Ordinal)
        .Replace("metrics.watch()", "metrics.watch", StringComparison.Ordinal);

    public static string Id(Concept concept, Utterance said) =>
        concept.IsPlainlyCalled ? concept.Id : Fill(concept.Id, said, "-").TrimEnd('-');

    /// <summary>The audience of all that is said.</summary>
    public static ImmutableArray<string> Audience(Utterance said) =>
        Audience(said.Words) is { IsEmpty: false } named ? named : Audience(said.Line.Suffixes.Said);

    /// <summary>The audience a word means, such as "stakeholders"; empty when it means none.</summary>
    public static string AudienceNamed(Words text) => Audience(text) is [var only] ? only : "";

    private static string Fill(string pattern, Utterance said, string between)
    {
        var filled = "";
        var left = pattern.AsSpan();
        for (var open = left.IndexOf('{'); open >= 0; open = left.IndexOf('{'))
        {
            // Up to the next one: a blank without an end is no blank.
            var name = left[(open + 1)..];
            name = name.IndexOf('{') is >= 0 and var next ? name[..next] : name;
            var end = name.IndexOf('}');
            filled = string.Concat(filled, left[..open],
                end > 0 ? Value(name[..end].ToString(), said, between) : "{");
            left = left[(open + (end > 0 ? end + 2 : 1))..];
        }

        return filled.Length == 0 && left.Length == pattern.Length ? pattern : string.Concat(filled, left);
    }

    private static string Value(string name, Utterance said, string between) => name switch
    {
        "audience" => string.Join(between, said.Audience),
        "options" => string.Join(between, Options(said.Line)),
        "enum" => string.Join(between, said.Line.Suffixes.Asides.Select(aside => Split(aside, Members))
            .FirstOrDefault(list => list.Length > 1) ?? []),
        "role" => string.Join(", ", said.Owners),
        "short" => RoleTable.NamesOf(said.Target).Short,
        "target" => said.Target.Text,
        "verb" => VerbOf(said.Text),
        "share" => Share(said, between),
        "observe" => said.Line.Timing.Observe is { } watch ? Durations.Write(watch) : "",
        "metrics" => string.Join(between, Measures.In(said.WithAsides)),
        "written" => Written.Matches(said.Words) ? ", written" : "",
        "bugs" => Bugs(said.Text, between),
        "limit" => Limit(said.Line.Text),
        _ => throw new InvalidOperationException($"No blank is called {name}."),
    };

    private static string VerbOf(string text) =>
        Verb().Match(text).Value.ToLowerInvariant() switch { "page" => "page", "alert" => "alert", _ => "notify" };

    // "5%", "5% or region", "25,50,100; 15m each", "canary" when no share is named
    private static string Share(Utterance said, string between)
    {
        var shares = said.Shares;
        if (between == "-")
        {
            return shares.Length > 1 ? "steps" : string.Join(between, shares);
        }

        var each = said.Line.Timing.Observe is { } watch ? $"; {Durations.Write(watch)} each" : "";
        return shares.Length switch
        {
            0 => "canary",
            1 => $"{shares[0]}%{(Else().Match(said.WithAsides.Text) is { Success: true } other
                ? $" or {other.Groups["what"].Value}" : "")}",
            _ => string.Join(between, shares) + each,
        };
    }

    private static string Bugs(string text, string between)
    {
        var named = Priority().Matches(text).Select(match => match.Value).ToList();
        return named.Count == 0 ? "critical"
            : between == "-" ? string.Join(between, named).ToLowerInvariant() : string.Join(between, named);
    }

    private static string Limit(string text)
    {
        var at = text.IndexOf("no ", StringComparison.OrdinalIgnoreCase);
        var named = at < 0 ? [] : Severities.In(text[at..]);
        return named.IsEmpty ? "" : $"(no {string.Join(',', named)})";
    }

    private static ImmutableArray<string> Audience(Words words)
    {
        SortedList<int, string>? found = null;
        bool[]? used = null;
        foreach (var (audience, stems) in words.Vocabulary.Audiences)
        {
            if (words.Said.Overlaps(stems.Mark)
                && stems.Find(words, new WordsLeft(used, WordsLeft.AnyClause)) is { Length: > 0 } at)
            {
                used ??= new bool[words.All.Length];
                foreach (var word in at) used[word] = true;
                (found ??= []).Add(at[0], audience);
            }
        }

        return found is null ? [] : [.. found.Values];
    }

    private static string[] Options(LineReading line)
    {
        var stem = line.Suffixes.Stem;
        var colon = stem.IndexOf(':', StringComparison.Ordinal);
        var choices = Split(colon >= 0 ? stem[(colon + 1)..] : stem, Versus);
        if (choices.Length > 1 && Array.TrueForAll(choices, choice => !choice.Contains(' ', StringComparison.Ordinal)))
        {
            return choices;
        }

        var named = Way().Matches(stem).Select(way => way.Value.ToLowerInvariant()).Distinct().ToArray();
        return named.Length > 1 ? named : ["rollback", "hotfix", "workaround"];
    }

    private static string[] Split(string text, string[] between) =>
        [.. text.Split(between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.ToLowerInvariant())];

    private const RegexOptions Any = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\b(?:page|alert)", Any)]
    private static partial Regex Verb();

    [GeneratedRegex(@"%[^,;.]*\bor\s+(?:a\s+|one\s+)?(?:single\s+)?(?<what>\w+)", Any)]
    private static partial Regex Else();

    [GeneratedRegex(@"\bP\d\b", Any)]
    private static partial Regex Priority();

    [GeneratedRegex("rollback|hotfix|workaround|fix forward", Any)]
    private static partial Regex Way();
}
