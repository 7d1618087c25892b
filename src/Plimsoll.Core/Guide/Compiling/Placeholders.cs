using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Fills the blanks of a concept's evidence from the line: audience, options, enumeration, role.</summary>
internal static class Placeholders
{
    private static readonly string[] Versus = [" vs. ", " vs ", " versus ", " or ", "/", ","];

    public static string Fill(string evidence, Suffixes line, TimeSpan? observe, Audiences audiences)
    {
        if (!evidence.Contains('{', StringComparison.Ordinal))
        {
            return evidence;
        }

        return evidence
            .Replace("{audience}", string.Join(',', audiences.Of(line)), StringComparison.Ordinal)
            .Replace("{options}", string.Join(',', Options(line.Stem)), StringComparison.Ordinal)
            .Replace("{enum}",
                string.Join(',', line.Asides.Select(Members).FirstOrDefault(list => list.Length > 1) ?? []),
                    StringComparison.Ordinal)
            .Replace("{role}", string.Join(", ", line.Owners), StringComparison.Ordinal)
            .Replace("{percent}", Percent(line.Said), StringComparison.Ordinal)
            .Replace("{observe}", observe is { } watch ? Durations.Write(watch) : "", StringComparison.Ordinal)
            .Replace(";)", ")", StringComparison.Ordinal);
    }

    private static string Percent(string said)
    {
        var end = said.IndexOf('%', StringComparison.Ordinal);
        var start = end;
        while (start > 0 && char.IsAsciiDigit(said[start - 1]))
        {
            start--;
        }

        return start < end ? said[start..(end + 1)] : "canary";
    }

    private static string[] Options(string stem)
    {
        var colon = stem.IndexOf(':', StringComparison.Ordinal);
        var choices = Split(colon >= 0 ? stem[(colon + 1)..] : stem, Versus);
        return choices.Length > 1
            && Array.TrueForAll(choices, choice => !choice.Contains(' ', StringComparison.Ordinal))
            ? choices
            : ["rollback", "hotfix", "workaround"];
    }

    private static string[] Members(string aside) => Split(aside, ["/", ","]);

    private static string[] Split(string text, string[] between) =>
        [.. text.Split(between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.ToLowerInvariant())];
}
