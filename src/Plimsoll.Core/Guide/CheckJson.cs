using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Plimsoll.Core.Guide;

/// <summary>The fields of a check in their fixed order.</summary>
internal static class CheckJson
{
    public static void Write(Utf8JsonWriter json, Outputs outputs)
    {
        json.WriteStartObject();
        json.WriteNumber("checks", outputs.Checks);
        json.WriteNumber("information", outputs.Information);
        json.WriteNumber("template", outputs.Template);
        json.WriteNumber("metadata", outputs.Metadata);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Check check)
    {
        json.WriteStartObject();
        json.WriteNumber("line", check.Line);
        json.WriteString("part", check.Part);
        json.WriteString("id", check.Id);
        json.WriteString("shortId", check.ShortId);
        WriteMeaning(json, check);
        WritePeople(json, check);
        WriteTime(json, check);
        WriteCondition(json, check.Condition);
        WriteRules(json, check);
        json.WriteString("text", check.Text);
        json.WriteString("origin", check.Origin);
        json.WriteEndObject();
    }

    // Only what the line says beyond the ordinary, so that a playbook stays readable.
    public static void WriteRules(Utf8JsonWriter json, Check check)
    {
        WriteLengths(json, "cadenceBySeverity", check.CadenceBySeverity);
        WriteLengths(json, "dueBySeverity", check.DueBySeverity);
        if (!check.Percents.IsEmpty)
        {
            json.WriteStartArray("percents");
            foreach (var percent in check.Percents) json.WriteNumberValue(percent);
            json.WriteEndArray();
        }

        WriteSaid(json, "repeats", check.Repeats);
        WriteSaid(json, "group", check.Group);
        WriteSaid(json, "severity", check.Severity);
        WriteSaid(json, "blocks", check.Blocks);
        WriteSaid(json, "waivedBy", check.WaivedBy);
        WriteSaid(json, "file", check.File);
        WriteSaid(json, "ownersFrom", check.OwnersFrom);
        WriteBindings(json, check);
        if (check.InOrder) json.WriteBoolean("inOrder", true);
        if (check.Attested) json.WriteBoolean("attested", true);
    }

    private static void WriteBindings(Utf8JsonWriter json, Check check)
    {
        if (check.Bindings.IsEmpty) return;
        json.WriteStartObject("bindings");
        foreach (var (key, value) in check.Bindings) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteSaid(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0) json.WriteString(name, text);
    }

    private static void WriteLengths(
        Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, TimeSpan> lengths)
    {
        if (lengths.IsEmpty) return;
        json.WriteStartObject(name);
        foreach (var (key, length) in lengths) WriteLength(json, key, length);
        json.WriteEndObject();
    }

    public static void WriteMeaning(Utf8JsonWriter json, Check check)
    {
        json.WriteString("phase", check.Phase);
        json.WriteString("kind", Name(check.Kind));
        json.WriteString("mode", Name(check.Mode));
        json.WriteString("concept", check.Concept);
        WriteList(json, "families", check.Families);
        json.WriteString("evidence", check.Evidence);
    }

    public static void WritePeople(Utf8JsonWriter json, Check check)
    {
        WriteList(json, "owners", check.Owners);
        WriteList(json, "approvers", check.Approvers);
        WriteList(json, "audience", check.Audience);
        WriteList(json, "deputies", check.Deputies);
        WriteList(json, "defaultOwners", check.DefaultOwners);
        WriteList(json, "defaultApprovers", check.DefaultApprovers);
    }

    public static void WriteTime(Utf8JsonWriter json, Check check)
    {
        json.WritePropertyName("due");
        if (check.Due is { } due)
        {
            json.WriteStartObject();
            json.WriteString("anchor", due.Anchor);
            WriteLength(json, "offset", due.Offset);
            if (due.BusinessDays > 0) json.WriteNumber("businessDays", due.BusinessDays);
            json.WriteString("text", due.Text);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        WriteLength(json, "cadence", check.Cadence);
        WriteLength(json, "observe", check.Observe);
        WriteLength(json, "goodFor", check.GoodFor);
    }

    public static void WriteCondition(Utf8JsonWriter json, Condition? condition)
    {
        json.WritePropertyName("condition");
        if (condition is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("class", condition.Class);
        json.WriteString("text", condition.Text);
        WriteList(json, "only", condition.Only);
        WriteSaid(json, "advised", condition.Advised);
        json.WriteEndObject();
    }

    public static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static void WriteList(Utf8JsonWriter json, string name, ImmutableArray<string> list)
    {
        json.WriteStartArray(name);
        foreach (var entry in list)
        {
            json.WriteStringValue(entry);
        }

        json.WriteEndArray();
    }

    // [-][d.]hh:mm:ss, as System.Text.Json reads it back.
    public static void WriteLength(Utf8JsonWriter json, string name, TimeSpan? length)
    {
        if (length is { } known)
        {
            json.WriteString(name, known.ToString("c", CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
