using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Core.Guide;

/// <summary>A playbook that came as JSON, which leaves out what is ordinary.</summary>
internal static class PlaybookRead
{
    private static readonly Check Ordinary =
        new(0, "", "", CheckKind.Info, "", "", "", CheckMode.Info, [], [], [], null, null, null, "", "");

    // Compiled reading sets what the text leaves out to nothing, also where the record has a better default.
    /// <exception cref="JsonException">There are no checks.</exception>
    public static Playbook Whole(Playbook read) => read with
    {
        Checks = !read.Checks.IsDefault && read.Checks.All(check => check is not null)
            ? [.. read.Checks.Select(Whole)]
            : throw new JsonException("The playbook has no checks."),
        Severities = OrEmpty(read.Severities),
        Settings = read.Settings is { } settings ? Whole(settings) : GuideSettings.House,
    };

    private static GuideSettings Whole(GuideSettings read) => read with
    {
        TimeZone = read.TimeZone ?? GuideSettings.House.TimeZone,
        WorkDays = read.WorkDays.IsDefault ? GuideSettings.House.WorkDays : read.WorkDays,
        Holidays = OrEmpty(read.Holidays),
        FinalUpdateWithin = Or(read.FinalUpdateWithin, GuideSettings.House.FinalUpdateWithin),
        ReviewWithin = Or(read.ReviewWithin, GuideSettings.House.ReviewWithin),
        Properties = [.. OrEmpty(read.Properties).Select(
            rule => rule with { Labels = OrEmpty(rule.Labels), Paths = OrEmpty(rule.Paths) })],
    };

    private static Check Whole(Check read) => read with
    {
        ShortId = read.ShortId ?? read.Id,
        Families = OrEmpty(read.Families),
        Deputies = OrEmpty(read.Deputies),
        DefaultOwners = OrEmpty(read.DefaultOwners),
        DefaultApprovers = OrEmpty(read.DefaultApprovers),
        Repeats = read.Repeats ?? "",
        CadenceBySeverity = read.CadenceBySeverity ?? Ordinary.CadenceBySeverity,
        DueBySeverity = read.DueBySeverity ?? Ordinary.DueBySeverity,
        Percents = OrEmpty(read.Percents),
        Group = read.Group ?? "",
        Severity = read.Severity ?? "",
        Blocks = read.Blocks ?? "",
        WaivedBy = read.WaivedBy ?? "",
        Bindings = read.Bindings ?? Ordinary.Bindings,
        OwnersFrom = read.OwnersFrom ?? "",
        File = read.File ?? "",
        Condition = read.Condition is { } condition ? Whole(condition) : null,
    };

    private static Condition Whole(Condition read) => read with
    {
        Only = OrEmpty(read.Only),
        Advised = read.Advised ?? "",
    };

    // No clock of nothing is ever written.
    private static TimeSpan Or(TimeSpan read, TimeSpan ordinary) => read == TimeSpan.Zero ? ordinary : read;

    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> read) => read.IsDefault ? [] : read;
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Playbook))]
internal sealed partial class PlaybookReading : JsonSerializerContext;
