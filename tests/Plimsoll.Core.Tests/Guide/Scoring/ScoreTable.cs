using System.Globalization;

namespace Plimsoll.Core.Tests.Guide.Scoring;

/// <summary>The table that <c>./test --guides</c> prints.</summary>
internal static class ScoreTable
{
    private static readonly string Rule = new('-', 124);

    private static readonly string[] Head =
    [
        Line("", "", "families", "roles", "", "deadlines", "", ""),
        Line("guide", "lines", "P     R     F1", "P     R     F1", "swap", "inv. miss diff.", "norm.", "concept"),
    ];

    public static IEnumerable<string> Of(IReadOnlyCollection<GuideScore> scores, GuideScore all) =>
    [
        .. Head, Rule, .. scores.Select(Row), Rule, Row(all),
        Words("cadences", all.Cadences), Words("observation windows", all.Watches),
        $"concepts without a word of theirs in the line: {all.Unfounded.Length}",
    ];

    private static string Row(GuideScore score) => Line(
        Short(score.Guide), $"{score.Lines}", Figures(score.Families), Figures(score.Roles), $"{score.Swapped}",
        $"{score.Deadlines.Invented,4} {score.Deadlines.Missed,4} {score.Deadlines.Different,4}",
        Tally.Share(score.Normative, score.Lines).ToString("0.00", CultureInfo.InvariantCulture),
        $"{score.Concepts}");

    private static string Line(
        string guide, string lines, string families, string roles, string swap, string deadlines, string norm,
        string concept) =>
        $"{guide,-46} {lines,5} | {families,-17} | {roles,-17} | {swap,4} | {deadlines,-15} | {norm,5} | {concept}";

    private static string Figures(Tally tally) => string.Create(
        CultureInfo.InvariantCulture, $"{tally.Precision,5:0.000} {tally.Recall,5:0.000} {tally.F1,5:0.000}");

    private static string Words(string what, Agreement all) =>
        $"{what}: {all.Same} the same, {all.Invented} invented, {all.Missed} missed, {all.Different} different";

    private static string Short(string guide) => guide.Length <= 46 ? guide : guide[..45] + "\u2026";
}
