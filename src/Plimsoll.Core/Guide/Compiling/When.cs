using System.Text.RegularExpressions;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A condition written to be computed: <c>type&gt;=minor</c>, <c>type:major</c>, <c>severity&gt;=high</c>; any
/// other text is asked.</summary>
internal sealed partial record When(Condition? Condition, string Severity, (string Message, string Fix)? Problem)
{
    private static readonly string[] Types = ["patch", "minor", "major"];
    private static readonly string[] Subjects = ["type", "severity"];

    public static When Read(string text, Vocabulary vocabulary) =>
        Comparison().Match(text.Length > 200 ? text[..200] : text) is not { Success: true } found
            ? new When(Conditions.Ask(Words.Of(text, vocabulary)), "", null)
            : found.Groups["subject"].Value.ToLowerInvariant() switch
            {
                "type" => OfType(found.Groups["sign"].Value, found.Groups["value"].Value),
                "severity" => OfSeverity(found.Groups["sign"].Value, found.Groups["value"].Value),
                var subject => Wrong($"\"{subject}\" cannot be compared.",
                    $"Did you mean \"{Nearest.To(subject, Subjects)}\"?"),
            };

    private static When OfType(string sign, string value)
    {
        var named = Tsv.List(value.ToLowerInvariant());
        if (named.IsEmpty || named.Any(one => !Types.Contains(one)))
        {
            return Wrong($"\"{value}\" is no release type.", $"Did you mean \"{Nearest.To(value, Types)}\"?");
        }

        var at = Array.IndexOf(Types, named[0]);
        var types = sign switch
        {
            ">=" => Types[at..],
            ">" => Types[(at + 1)..],
            "<=" => Types[..(at + 1)],
            "<" => Types[..at],
            _ => [.. Types.Where(named.Contains)],
        };
        return types.Length == 0 ? Wrong($"No release type is {sign} {value}.", "Write type>=minor or type:major.")
            : new When(new Condition("type", string.Join(',', types)), "", null);
    }

    // A check holds for the severity that is named and all that is worse.
    private static When OfSeverity(string sign, string value) =>
        SeverityScale.Of(value) is not { Length: > 0 } severity
            ? Wrong($"\"{value}\" is no severity.",
                $"Did you mean \"{Nearest.To(value.ToLowerInvariant(), SeverityScale.All)}\"?")
            : sign == ">=" || (sign is ":" or "=" && severity == SeverityScale.All[0])
                ? new When(null, severity, null)
                : Wrong($"A line cannot hold for severity {sign} {value} alone.", $"Write severity>={severity}.");

    private static When Wrong(string message, string fix) => new(null, "", (message, fix));

    [GeneratedRegex(@"^\s*(?<subject>[A-Za-z]+)\s*(?<sign>>=|<=|>|<|=|:)\s*(?<value>[^<>=:]+?)\s*$")]
    private static partial Regex Comparison();
}
