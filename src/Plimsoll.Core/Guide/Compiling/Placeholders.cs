using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Fills the blanks of a concept's evidence from the line: audience, options, enumeration, role.</summary>
internal static class Placeholders
{
    private static ImmutableArray<(string Audience, Stems Stems)> Known => Vocabulary.InUse.Audiences;

    private static readonly string[] Versus = [" vs. ", " vs ", " versus ", " or ", "/", ","];

    public static string Fill(string evidence, Suffixes line, TimeSpan? observe)
    {
        if (!evidence.Contains('{', StringComparison.Ordinal))
        {
            return evidence;
        }

        return evidence
            .Replace("{audience}", string.Join(',', Audience(line)), StringComparison.Ordinal)
            .Replace("{options}", string.Join(',', Options(line.Stem)), StringComparison.Ordinal)
            .Replace("{enum}",
                string.Join(',', line.Asides.Select(Members).FirstOrDefault(list => list.Length > 1) ?? []),
                    StringComparison.Ordinal)
            .Replace("{role}", string.Join(", ", line.Owners), StringComparison.Ordinal)
            .Replace("{percent}", Percent(line.Said), StringComparison.Ordinal)
            .Replace("{observe}", observe is { } watch ? Durations.Write(watch) : "", StringComparison.Ordinal)
            .Replace(";)", ")", StringComparison.Ordinal);
    }

    /// <summary>Who is told, in the order the line says it; one who is only named at the start is told too.</summary>
    public static ImmutableArray<string> Audience(Suffixes line) =>
        Audience(line.Stem) is { IsEmpty: false } named ? named : Audience(line.Said);

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

    private static ImmutableArray<string> Audience(string stem)
    {
        var words = Words.Of(stem);
        var (used, found) = (ImmutableHashSet<int>.Empty, new SortedList<int, string>());
        foreach (var (audience, stems) in Known)
        {
            if (stems.Find(words, new Stems.Free(used, null)) is { Count: > 0 } at)
            {
                used = used.Union(at);
                found.Add(at[0], audience);
            }
        }

        return [.. found.Values];
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
