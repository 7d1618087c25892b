using System.Text;
using System.Text.Encodings.Web;
using Plimsoll.Core.Guide;

namespace Plimsoll.Files.Guide;

/// <summary>The sidecar to a playbook that was written as Markdown: what no line can say.</summary>
public static class SidecarText
{
    public static string Of(Playbook playbook)
    {
        var text = new StringBuilder($"# The sidecar of {playbook.Guide}: what its lines do not say.\n");
        Items(text, playbook);
        Severities(text, playbook);
        Settings(text, playbook.Settings);
        return text.ToString();
    }

    private static void Items(StringBuilder text, Playbook playbook)
    {
        var bound = playbook.Checks.Where(check => !check.Bindings.IsEmpty).ToList();
        if (bound.Count > 0) text.Append("items:\n");
        foreach (var check in bound)
            text.Append(null, $"  {Quote(check.Id)}: {{{List(check.Bindings.Select(
                pair => $"{pair.Key}: {Quote(pair.Value)}"))}}}\n");
    }

    private static void Severities(StringBuilder text, Playbook playbook)
    {
        if (!playbook.Severities.IsEmpty) text.Append("severities:\n");
        foreach (var rule in playbook.Severities)
            text.Append(null, $"  {Quote(rule.Name)}: {{{List(
                [$"severity: {rule.Severity}", Time("response", rule.Response), Time("updates", rule.Cadence)])}}}\n");
    }

    private static void Settings(StringBuilder text, GuideSettings settings)
    {
        text.Append(null, $"calendar:\n  time-zone: {Quote(settings.TimeZone)}\n  work-days: [");
        text.Append(List(settings.WorkDays.Select(day => day.ToString().ToLowerInvariant())))
            .Append("]\n  holidays: [");
        text.Append(List(settings.Holidays.Select(day => day.ToString("yyyy-MM-dd", null)))).Append("]\n");
        text.Append(null, $"retrospective: {(settings.RetrospectiveBooked ? "booked" : "held")}\n");
        text.Append(null, $"changes: {(settings.ChangeNeedsSecondPerson ? "second-person" : "one-person")}\n");
        text.Append(null, $"defaults: {{due: {{{List([Time("final-update", settings.FinalUpdateWithin),
            Time("review", settings.ReviewWithin)])}}}}}\n");
        if (!settings.Properties.IsEmpty) text.Append("conditions:\n");
        foreach (var rule in settings.Properties)
            text.Append(null, $"  {Quote(rule.Says)}: {{labels: [{List(rule.Labels.Select(Quote))}], "
                + $"paths: [{List(rule.Paths.Select(Quote))}]}}\n");
    }

    private static string Time(string key, TimeSpan? length) => length is not { } known ? ""
        : known.TotalMinutes % 1 == 0 ? $"{key}: {known.TotalMinutes:0}m" : $"{key}: {known.TotalSeconds:0}s";

    private static string List(IEnumerable<string> parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    // A quoted text of JSON is one of YAML.
    private static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
