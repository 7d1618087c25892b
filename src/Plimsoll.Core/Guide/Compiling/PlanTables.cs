using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Tables that say how often whom is told, and how long what is watched.</summary>
internal sealed record PlanTables(
    ImmutableArray<(string Audience, string Frequency)> Updates, TimeSpan? Watch,
    ImmutableArray<SeverityRule> Severities)
{
    public static PlanTables In(
        GuideDocument guide, ImmutableArray<SeverityRule> severities, Vocabulary vocabulary) => new(
        [
            .. guide.Tables.Where(table => IsAbout(table, guide, "incident"))
                .SelectMany(table => Communication(table, vocabulary)),
        ],
        guide.Tables.Select(table => Window(table, guide, vocabulary)).FirstOrDefault(watch => watch is not null),
        severities);

    public bool IsEmpty => Updates.IsEmpty && Watch is null && Severities.IsEmpty;

    /// <summary>A line's own time wins; a table is about the lines that say none.</summary>
    public Check Fill(Check check)
    {
        if (check.Mode == CheckMode.Info || check.Line == 0)
        {
            return check;
        }

        return check switch
        {
            { Concept: "status-update", Cadence: null, CadenceBySeverity.IsEmpty: true } => Told(check),
            { Concept: "watch-metrics", Observe: null, Cadence: null }
                when Watch is not null && Kinds.IsIn(check.Phase, ["verify", "deploy", "rollout"]) =>
                check with { Observe = Watch },
            _ => check,
        };
    }

    private Check Told(Check check)
    {
        var frequency = Updates.Where(row => check.Audience.IsEmpty
            || check.Audience.Contains(row.Audience, StringComparer.OrdinalIgnoreCase)).Select(row => row.Frequency)
            .FirstOrDefault("");
        var bySeverity = Compiling.Severities.Cadences(frequency);
        var scale = Severities.Where(rule => rule.Cadence is not null)
            .ToImmutableSortedDictionary(rule => rule.Severity, rule => rule.Cadence!.Value, StringComparer.Ordinal);
        var every = bySeverity.IsEmpty ? LengthOf.Cadence(frequency) : null;
        var said = bySeverity.IsEmpty && every is null ? scale : bySeverity;
        return every is null && said.IsEmpty ? check
            : check with { Cadence = every, CadenceBySeverity = said, Kind = CheckKind.Recurring, Due = null };
    }

    private static IEnumerable<(string Audience, string Frequency)> Communication(
        GuideTable table, Vocabulary vocabulary)
    {
        var (audience, frequency) = (table.Column("audience-column"), table.Column("cadence-column"));
        return audience < 0 || frequency < 0 || (table.Column("channel-column") < 0 && table.Column("owner-column") < 0)
            ? []
            : table.Rows.Select(row => (
                Placeholders.AudienceNamed(Words.Of(row[audience], vocabulary)) is { Length: > 0 } known ? known
                    : row[audience].Trim(),
                Cut(row[frequency])));
    }

    // The window that begins when production is done is the one a deployment waits for.
    private static TimeSpan? Window(GuideTable table, GuideDocument guide, Vocabulary vocabulary)
    {
        var (phase, duration) = (table.Column("phase-column"), table.Column("duration-column"));
        var watched = table.Column("watch-column") >= 0 && table.Column("severity-column") < 0;
        return phase < 0 || duration < 0 || phase == duration || !watched
            || !(IsAbout(table, guide, "monitor") || table.Header.Any(cell => cell.Contains("onitor"))) ? null
            : Timing.Read(Words.Of($"for {Cut(table.Rows[0][duration])}", vocabulary), "deployed").Observe;
    }

    private static bool IsAbout(GuideTable table, GuideDocument guide, string word) =>
        table.Heading >= 0 && guide.PathOf(table.Heading)
            .Any(heading => heading.Text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Cut(string text) => text.Length > 300 ? text[..300] : text;
}
