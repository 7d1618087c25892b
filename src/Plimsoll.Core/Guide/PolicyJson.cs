using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Plimsoll.Core.Guide;

/// <summary>The severities and settings of a playbook in their fixed order.</summary>
internal static class PolicyJson
{
    public static void Write(Utf8JsonWriter json, Playbook playbook)
    {
        if (!playbook.Severities.IsEmpty)
        {
            json.WriteStartArray("severities");
            foreach (var rule in playbook.Severities) Write(json, rule);
            json.WriteEndArray();
        }

        Write(json, playbook.Settings);
    }

    private static void Write(Utf8JsonWriter json, SeverityRule rule)
    {
        json.WriteStartObject();
        json.WriteNumber("line", rule.Line);
        json.WriteString("name", rule.Name);
        json.WriteString("severity", rule.Severity);
        CheckJson.WriteLength(json, Field.Response, rule.Response);
        CheckJson.WriteLength(json, Field.Cadence, rule.Cadence);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GuideSettings settings)
    {
        json.WriteStartObject("settings");
        json.WriteString("timeZone", settings.TimeZone);
        json.WriteStartArray("workDays");
        foreach (var day in settings.WorkDays) json.WriteStringValue(CheckJson.Name(day));
        json.WriteEndArray();
        json.WriteStartArray("holidays");
        foreach (var day in settings.Holidays)
        {
            json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
        json.WriteBoolean("retrospectiveBooked", settings.RetrospectiveBooked);
        json.WriteBoolean("changeNeedsSecondPerson", settings.ChangeNeedsSecondPerson);
        // Only where they are not the house's, so that a playbook without them keeps its hash.
        if (settings.FinalUpdateWithin != GuideSettings.House.FinalUpdateWithin)
            CheckJson.WriteLength(json, Field.FinalUpdateWithin, settings.FinalUpdateWithin);
        if (settings.ReviewWithin != GuideSettings.House.ReviewWithin)
            CheckJson.WriteLength(json, Field.ReviewWithin, settings.ReviewWithin);
        Write(json, settings.Properties);
        json.WriteEndObject();
    }

    // Left out where there are none, so that a playbook without them keeps its hash.
    private static void Write(Utf8JsonWriter json, ImmutableArray<PropertyRule> rules)
    {
        if (rules.IsEmpty) return;
        json.WriteStartArray("properties");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("says", rule.Says);
            CheckJson.WriteList(json, Field.Labels, rule.Labels);
            CheckJson.WriteList(json, Field.Paths, rule.Paths);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
