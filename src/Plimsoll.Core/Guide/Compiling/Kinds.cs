using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a line is, by phase and wording.</summary>
internal static class Kinds
{
    private static readonly ImmutableArray<(ImmutableArray<string> Phases, CheckKind Kind, Stems? Stems)> Rows =
    [
        .. Tsv.Shipped("kinds.tsv").Select(row => (
            Tsv.List(row["phases"]),
            Enum.Parse<CheckKind>(row["kind"], ignoreCase: true),
            row["stems"] == "*" ? null : Stems.Parse(row["stems"]))),
    ];

    public static IEnumerable<Stems> All => Rows.Select(row => row.Stems).OfType<Stems>();

    public static CheckKind Of(string phase, Words words)
    {
        var at = 0;
        while (!((Rows[at].Stems?.Matches(words) ?? true) && IsIn(phase, Rows[at].Phases))) at++;
        return Rows[at].Kind;
    }

    /// <summary>Which wording decided: as it is written in the data, and the words; empty for any wording.</summary>
    public static (string Pattern, string Said) Why(string phase, Words words) =>
        Rows.First(row => IsIn(phase, row.Phases) && (row.Stems is null || row.Stems.Matches(words))).Stems
            ?.Why(words, WordsLeft.All) ?? ("", "");

    /// <summary>True for the phase itself and for what it is part of: <c>incident</c> holds <c>incident.close</c>.
    /// <c>trouble</c> is an incident or a rollback, <c>release</c> is everything else.</summary>
    public static bool IsIn(string phase, ImmutableArray<string> phases)
    {
        foreach (var within in phases)
        {
            if (within == "*" || IsPartOf(phase, within)
                || (within is "trouble" or "release" && IsTrouble(phase) == (within == "trouble")))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTrouble(string phase) => IsPartOf(phase, "rollback") || IsPartOf(phase, "incident");

    private static bool IsPartOf(string phase, string whole) =>
        phase.StartsWith(whole, StringComparison.Ordinal)
            && (phase.Length == whole.Length || phase[whole.Length] == '.');
}
