using System.Text.RegularExpressions;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A decision that says how long its first way may take: "a hotfix (&lt;30 min) or a rollback". That is a
/// property of the way, never a deadline.</summary>
internal static partial class Quick
{
    public static Condition? Condition(Utterance said)
    {
        var limit = said.Line.Suffixes.Asides.Select(aside => Under().Match(aside))
            .FirstOrDefault(match => match.Success);
        return limit is not null && Way().Match(said.Text) is { Success: true } way
            ? new Condition("when",
                $"{way.Value.ToLowerInvariant()} takes under {Durations.Write(LengthOf.Most(limit))}")
            : null;
    }

    [GeneratedRegex(@"(?:<|under|less than)\s*" + LengthOf.Pattern,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Under();

    [GeneratedRegex("hotfix|workaround|fix|rollback", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Way();
}
