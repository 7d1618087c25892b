using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>How bad things can be and what follows: the rows of a severity table, or bullets such as "SEV1: site down,
/// respond within 15 minutes".</summary>
internal static partial class SeverityRules
{
    private const int LongestCell = 300;

    private static readonly Stems Response = Wording.Of("response-column");

    public static ImmutableArray<SeverityRule> In(GuideDocument guide, ImmutableArray<CompiledLine> lines)
    {
        if (guide.Tables.IsEmpty && !lines.Any(IsRule))
        {
            return [];
        }

        var rows = guide.Tables.SelectMany(OfTable).ToList();
        return rows.Count > 0 ? Once(rows) : Once(OfProse([.. lines.Where(line => IsRule(line))]));
    }

    /// <summary>The same lines; bullets that only explain a scale ask for nothing to be done.</summary>
    public static ImmutableArray<CompiledLine> Informing(ImmutableArray<CompiledLine> lines)
    {
        var rules = lines.Count(static line => line.Output == Output.Check && IsRule(line));
        return rules < 2 ? lines
            : [.. lines.Select(line => line.Output == Output.Check && IsRule(line) ? Informing(line) : line)];
    }

    private static CompiledLine Informing(CompiledLine line) => line with
    {
        Output = Output.Information,
        Checks = [Compiling.Informing.Bare(line.Reading, CheckKind.Policy,
            $"severity.{line.Reading.Words.Of(Head(line.Item.Text)).Slug(3)}")],
    };

    // Release types are called minor and major too.
    private static bool IsRule(CompiledLine line) =>
        !line.Item.HasBox && line.Item.Parent < 0 && line.Reading.Section is { IsScale: true, Use: not "types" }
        && Explains(line.Item.Text);

    /// <summary>The sidecar's rows stand in place of the guide's about the same severity.</summary>
    public static ImmutableArray<SeverityRule> With(
        ImmutableArray<SeverityRule> guide, ImmutableArray<SeverityRule> sidecar) =>
    [
        .. guide.Where(rule => !sidecar.Any(own => own.Severity == rule.Severity)).Concat(sidecar)
            .OrderBy(rule => SeverityScale.All.IndexOf(rule.Severity)),
    ];

    private static IEnumerable<SeverityRule> OfTable(GuideTable table)
    {
        var (name, response, cadence) = (table.Column("severity-column"), table.Column("response-column"),
            table.Column("cadence-column"));
        if (name < 0 || (response < 0 && cadence < 0))
        {
            return [];
        }

        var severities = SeverityScale.OfAll([.. table.Rows.Select(row => row[name])]);
        return from row in table.Rows.Index()
               where severities[row.Index].Length > 0
               select new SeverityRule(row.Item.At.Line, Short(row.Item[name]), severities[row.Index],
                   LengthIn(row.Item[response]), Gap(row.Item[cadence]));
    }

    private static IEnumerable<SeverityRule> OfProse(ImmutableArray<CompiledLine> lines)
    {
        var bullets = lines.Select(line => line.Item).ToList();
        var severities = SeverityScale.OfAll([.. bullets.Select(item => item.Text)]);
        return bullets.Count < 2 ? [] : bullets.Select((item, at) => new SeverityRule(
            item.At.Line, Short(Head(item.Text)), severities[at], Answered(item.Text), Gap(item.Text)));
    }

    // "SEV1 (critical): …", "P0 - …"; the name and what it means.
    private static bool Explains(string text) =>
        SeverityScale.Starts(text) && Head(text) is { Length: < 60 } head && head.Length < text.Length
            && Words.In(head).Length <= 5;

    private static string Head(string text) => Colon().Match(text) is { Success: true } end ? text[..end.Index] : text;

    private static TimeSpan? Answered(string text) =>
        Response.Place(Words.Of(text, Vocabulary.Shipped)) is { Start: >= 0 } found
            ? LengthIn(text[found.Start..]) ?? LengthIn(text[..found.Start]) : null;

    private static TimeSpan? LengthIn(string text)
    {
        var cell = Cut(text);
        return Length().Match(cell) is { Success: true } length ? LengthOf.Most(length)
            : Immediate().IsMatch(cell) ? TimeSpan.Zero : null;
    }

    private static TimeSpan? Gap(string text) => LengthOf.Cadence(Cut(text))
        ?? (text.Length < 30 && !Immediate().IsMatch(text) ? LengthIn(text) : null);

    private static ImmutableArray<SeverityRule> Once(IEnumerable<SeverityRule> rules) =>
        [.. rules.GroupBy(rule => rule.Severity).Select(same => same.First())
            .OrderBy(rule => SeverityScale.All.IndexOf(rule.Severity))];

    private static string Short(string name) => name.Trim() is { Length: > 40 } text ? text[..40] : name.Trim();

    private static string Cut(string text) => text.Length > LongestCell ? text[..LongestCell] : text;

    [GeneratedRegex(LengthOf.Pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Length();

    [GeneratedRegex(@"\b(?:immediate(?:ly)?|at once|asap)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Immediate();

    [GeneratedRegex(@":|\s[-\u2013\u2014]\s")]
    private static partial Regex Colon();
}
