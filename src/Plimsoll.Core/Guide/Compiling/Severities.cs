using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>How bad things can be: one scale, with the names organisations have for its steps.</summary>
internal static partial class Severities
{
    private static readonly ImmutableArray<(string Severity, ImmutableHashSet<string> Names)> Scale =
    [
        .. Tsv.Shipped("severities.tsv").Select(row => (row["severity"], Tsv.List(row["names"]).ToImmutableHashSet())),
    ];

    /// <summary>The step a name means, such as <c>critical</c> for <c>SEV1</c>; empty when it means none.</summary>
    public static string Meaning(string name)
    {
        var key = string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return Scale.FirstOrDefault(step => step.Names.Contains(key)).Severity ?? "";
    }

    /// <summary>The steps a text names, worst first.</summary>
    public static ImmutableArray<string> In(string text)
    {
        var named = Name().Matches(text).Select(match => Meaning(match.Value)).ToHashSet(StringComparer.Ordinal);
        return [.. Scale.Select(step => step.Severity).Where(named.Contains)];
    }

    /// <summary>"hourly for Critical, daily for High": the gap each of them allows; empty when it does not
    /// depend on severity.</summary>
    public static ImmutableSortedDictionary<string, TimeSpan> Cadences(string line)
    {
        var found = Lengths.None;
        var said = default(TimeSpan?);
        foreach (var clause in Clauses().Split(line))
        {
            said = LengthOf.Cadence(clause) ?? said;
            foreach (var severity in said is null ? [] : In(clause))
            {
                found = found.SetItem(severity, said!.Value);
            }
        }

        return found;
    }

    /// <summary>What depends on how bad it is, worst first.</summary>
    public static IEnumerable<KeyValuePair<string, TimeSpan>> Of(ImmutableSortedDictionary<string, TimeSpan> lengths) =>
        lengths.OrderBy(pair => Array.FindIndex([.. Scale], step => step.Severity == pair.Key));

    [GeneratedRegex(@"\b(?:SEV|P|S)[\s-]?[0-4]\b|\b(?:critical|high|medium|moderate|low|major|minor|blocker)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"[,;]|\band\b|\bthen\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Clauses();
}
