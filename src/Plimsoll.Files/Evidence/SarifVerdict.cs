using System.Collections.Immutable;

namespace Plimsoll.Files.Evidence;

/// <summary>What a security scan says.</summary>
/// <param name="Tools">Name and version of every tool that ran.</param>
/// <param name="Counts">Results that count: neither suppressed with acceptance nor known from a baseline.</param>
/// <param name="HighestSeverity">The highest security severity of those, 0 to 10; null for none.</param>
/// <param name="Findings">The first results that fail it, each with its place.</param>
/// <param name="SetAside">Results that do not count: suppressed, unchanged since the baseline, or gone.</param>
public sealed record SarifVerdict(
    EvidenceReading Reading,
    ImmutableArray<string> Tools,
    SarifCounts Counts,
    double? HighestSeverity,
    ImmutableArray<string> Findings,
    int SetAside)
{
    /// <summary>The tools without their versions, as the next version speaks for the same tool; with the category of a
    /// run, as one language says nothing of another.</summary>
    public ImmutableArray<string> Names { get; init; } = [];
}

/// <summary>Results by level.</summary>
public sealed record SarifCounts(int Errors, int Warnings, int Notes, int None)
{
    public static SarifCounts Zero { get; } = new(0, 0, 0, 0);

    public int Total => Errors + Warnings + Notes + None;

    public override string ToString() => Total == 0 ? "nothing found" : string.Join(", ", Parts());

    private IEnumerable<string> Parts()
    {
        if (Errors > 0) yield return Some(Errors, "error");
        if (Warnings > 0) yield return Some(Warnings, "warning");
        if (Notes > 0) yield return Some(Notes, "note");
        if (None > 0) yield return Some(None, "result") + " without a level";
    }

    private static string Some(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
