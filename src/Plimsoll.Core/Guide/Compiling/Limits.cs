using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A line that sets a limit to something measured: what makes a rollout stop, or what has to hold.</summary>
internal static partial class Limits
{
    private static readonly Stems Stops = Wording.Of("stops");
    private static readonly ImmutableArray<string> Measured = ["rollout", "verify", "deploy"];

    /// <summary>Null for a line without a limit, or in a place where limits are only described.</summary>
    public static Check? Read(LineReading line, ImmutableArray<Mention> mentions)
    {
        var criterion = line.Section.Use == "criteria";
        if (!line.Text.Contains('%', StringComparison.Ordinal)
            || (!criterion && !Kinds.IsIn(line.Section.Phase, Measured))
            || Measures.In(line.Words) is not [var measure, ..]
            || Measures.Limits(line.Words) is not { Length: > 0 } limits)
        {
            return null;
        }

        var stops = criterion || Stops.Matches(line.Words);
        if (mentions.Any(mention => mention.Concept.Shares)
            || (!stops && mentions is [{ Concept.Name: not "watch-metrics" }, ..]))
        {
            return null;
        }

        var id = criterion && Percent().Match(line.Text) is { Success: true } percent
            ? $"{Measures.ShortOf(measure)}-{percent.Groups["share"].Value}pct" : stops ? measure : $"{measure}-band";
        var evidence = line.Overrides["evidence"] ?? $"metrics.threshold({limits})";
        var answer = new Answer(CheckMode.Auto, evidence, line.Suffixes.Owners)
        {
            Concept = "metric-limit", Families = ["MONITOR"], Approvers = line.Suffixes.Approvers,
        };
        return Informing.Asked(line, stops ? CheckKind.Trigger : CheckKind.Check, id, answer);
    }

    [GeneratedRegex(@"(?<share>\d+)(?:\.\d+)?\s*%")]
    private static partial Regex Percent();
}
