using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Evidence;

namespace Plimsoll.Files.Guide;

/// <summary>What the compiler noticed about guides, as SARIF.</summary>
public static class GuideSarif
{
    private const string Resource = "Plimsoll.Files.Guide.lint-rules.tsv";

    /// <summary>The rules by code, with what they are for.</summary>
    public static ImmutableArray<SarifRuleText> Rules { get; } = Read();

    /// <param name="guides">Each guide with the path it was named by.</param>
    public static string Write(string version, IEnumerable<(string File, Compilation Guide)> guides)
    {
        var findings = guides.SelectMany(guide => guide.Guide.Lint.Select(lint => Finding(guide.File, lint)))
            .ToImmutableArray();
        return SarifWriter.Write("plimsoll guide check", version, [.. RulesOf(findings)], findings);
    }

    // A code nobody described yet is still a rule.
    private static IEnumerable<SarifRuleText> RulesOf(ImmutableArray<SarifFinding> findings) =>
    [
        .. Rules,
        .. findings.Where(finding => !Rules.Any(rule => rule.Id == finding.Rule)).DistinctBy(finding => finding.Rule)
            .Select(finding => new SarifRuleText(finding.Rule, finding.Level, finding.Rule, finding.Message)),
    ];

    private static SarifFinding Finding(string file, Lint lint) =>
        new(lint.Code, LevelOf(lint.Level), file, lint.Line, lint.Column, lint.Message, lint.Fix);

    private static string LevelOf(string level) => level switch
    {
        "error" => "error",
        "warn" => "warning",
        _ => "note",
    };

    private static ImmutableArray<SarifRuleText> Read()
    {
        using var stream = typeof(GuideSarif).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not built in.");
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Skip(1)
                .Select(line => line.Split('\t')).Select(cell => new SarifRuleText(cell[0], cell[1], cell[2], cell[3])),
        ];
    }
}
