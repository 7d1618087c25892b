using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>What is different beside the lines: the settings of the sidecar that tell when they apply or fall due, and
/// what each severity asks.</summary>
internal static class SettingChanges
{
    /// <summary>What a revision does to each, in the words of "This …".</summary>
    public static IEnumerable<string> Between(Playbook before, Playbook after)
    {
        var (old, now) = (before.Settings, after.Settings);
        foreach (var (what, was, becomes) in (ImmutableArray<(string, string, string)>)
        [
            ("the zone in which days begin", old.TimeZone, now.TimeZone),
            ("the days on which people work", Days(old), Days(now)),
            ("the holidays", Holidays(old), Holidays(now)),
            ("when the retrospective counts", Retrospective(old), Retrospective(now)),
            ("when the final update is due", Durations.Write(old.FinalUpdateWithin), Durations.Write(now.FinalUpdateWithin)),
            ("when the review's lines are due", Durations.Write(old.ReviewWithin), Durations.Write(now.ReviewWithin)),
            ("how many people change the guide", People(old), People(now)),
        ])
            if (was != becomes) yield return $"changes {what} from {was} to {becomes}";
        foreach (var says in old.Properties.Concat(now.Properties).Select(rule => rule.Says).Distinct())
            if (Rule(old, says) is var was && Rule(now, says) is var becomes && was != becomes)
                yield return $"changes what answers \"{says}\" from {was} to {becomes}";
        foreach (var name in before.Severities.Concat(after.Severities).Select(rule => rule.Name).Distinct())
            if (Severity(before, name) is var was && Severity(after, name) is var becomes && was != becomes)
                yield return $"changes what {name} asks from {was} to {becomes}";
    }

    private static string Severity(Playbook playbook, string name) =>
        playbook.Severities.FirstOrDefault(rule => rule.Name == name) is not { } rule ? "nothing"
        : string.Join(", ", new[]
        {
            rule.Severity,
            rule.Response is { } soon ? $"a response within {Durations.Write(soon)}" : "",
            rule.Cadence is { } gap ? $"an update every {Durations.Write(gap)}" : "",
        }.Where(part => part != ""));

    private static string Days(GuideSettings settings) => string.Join(", ", settings.WorkDays);

    private static string Holidays(GuideSettings settings) => settings.Holidays.IsEmpty ? "none"
        : string.Join(", ", settings.Holidays.Select(day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

    private static string Retrospective(GuideSettings settings) =>
        settings.RetrospectiveBooked ? "once it is booked" : "once it has begun";

    private static string People(GuideSettings settings) => settings.ChangeNeedsSecondPerson ? "two" : "one";

    private static string Rule(GuideSettings settings, string says) =>
        settings.Properties.FirstOrDefault(rule => rule.Says == says) is not { } rule ? "a person"
        : string.Join(" or ", rule.Labels.Select(label => $"the label {label}")
            .Concat(rule.Paths.Select(path => $"files of {path}")));
}
