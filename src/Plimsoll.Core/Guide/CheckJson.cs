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
        json.WriteNumber(Field.Checks, outputs.Checks);
        json.WriteNumber(Field.Information, outputs.Information);
        json.WriteNumber(Field.Template, outputs.Template);
        json.WriteNumber(Field.Metadata, outputs.Metadata);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Check check)
    {
        json.WriteStartObject();
        json.WriteNumber(Field.Line, check.Line);
        json.WriteString(Field.Part, check.Part);
        json.WriteString(Field.Id, check.Id);
        json.WriteString(Field.ShortId, check.ShortId);
        WriteMeaning(json, check);
        WritePeople(json, check);
        WriteTime(json, check);
        WriteCondition(json, check.Condition);
        WriteRules(json, check);
        json.WriteString(Field.Text, check.Text);
        json.WriteString(Field.Origin, check.Origin);
        json.WriteEndObject();
    }

    // Only what the line says beyond the ordinary, so that a playbook stays readable.
    public static void WriteRules(Utf8JsonWriter json, Check check)
    {
        WriteLengths(json, Field.CadenceBySeverity, check.CadenceBySeverity);
        WriteLengths(json, Field.DueBySeverity, check.DueBySeverity);
        if (!check.Percents.IsEmpty)
        {
            json.WriteStartArray(Field.Percents);
            foreach (var percent in check.Percents) json.WriteNumberValue(percent);
            json.WriteEndArray();
        }

        WriteSaid(json, Field.Repeats, check.Repeats);
        WriteSaid(json, Field.Group, check.Group);
        WriteSaid(json, Field.Severity, check.Severity);
        WriteSaid(json, Field.Blocks, check.Blocks);
        WriteSaid(json, Field.WaivedBy, check.WaivedBy);
        WriteSaid(json, Field.File, check.File);
        WriteSaid(json, Field.OwnersFrom, check.OwnersFrom);
        WriteBindings(json, check);
        if (check.InOrder) json.WriteBoolean(Field.InOrder, true);
        if (check.Attested) json.WriteBoolean(Field.Attested, true);
        if (check.AnyApprover) json.WriteBoolean(Field.AnyApprover, true);
    }

    private static void WriteBindings(Utf8JsonWriter json, Check check)
    {
        if (check.Bindings.IsEmpty) return;
        json.WriteStartObject(Field.Bindings);
        foreach (var (key, value) in check.Bindings) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteSaid(Utf8JsonWriter json, JsonEncodedText name, string text)
    {
        if (text.Length > 0) json.WriteString(name, text);
    }

    private static void WriteLengths(
        Utf8JsonWriter json, JsonEncodedText name, ImmutableSortedDictionary<string, TimeSpan> lengths)
    {
        if (lengths.IsEmpty) return;
        json.WriteStartObject(name);
        foreach (var (key, length) in lengths)
        {
            WriteLength(json, JsonEncodedText.Encode(key, PlaybookJson.Compact.Encoder), length);
        }

        json.WriteEndObject();
    }

    public static void WriteMeaning(Utf8JsonWriter json, Check check)
    {
        json.WriteString(Field.Phase, check.Phase);
        json.WriteString(Field.Kind, Encoded(check.Kind));
        json.WriteString(Field.Mode, Encoded(check.Mode));
        json.WriteString(Field.Concept, check.Concept);
        WriteList(json, Field.Families, check.Families);
        json.WriteString(Field.Evidence, check.Evidence);
    }

    public static void WritePeople(Utf8JsonWriter json, Check check)
    {
        WriteList(json, Field.Owners, check.Owners);
        WriteList(json, Field.Approvers, check.Approvers);
        WriteList(json, Field.Audience, check.Audience);
        WriteList(json, Field.Deputies, check.Deputies);
        WriteList(json, Field.DefaultOwners, check.DefaultOwners);
        WriteList(json, Field.DefaultApprovers, check.DefaultApprovers);
    }

    public static void WriteTime(Utf8JsonWriter json, Check check)
    {
        json.WritePropertyName(Field.Due);
        if (check.Due is { } due)
        {
            json.WriteStartObject();
            json.WriteString(Field.Anchor, due.Anchor);
            WriteLength(json, Field.Offset, due.Offset);
            if (due.BusinessDays != 0) json.WriteNumber(Field.BusinessDays, due.BusinessDays);
            json.WriteString(Field.Text, due.Text);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        WriteLength(json, Field.Cadence, check.Cadence);
        WriteLength(json, Field.Observe, check.Observe);
        WriteLength(json, Field.GoodFor, check.GoodFor);
    }

    public static void WriteCondition(Utf8JsonWriter json, Condition? condition)
    {
        json.WritePropertyName(Field.Condition);
        if (condition is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString(Field.Class, condition.Class);
        json.WriteString(Field.Text, condition.Text);
        WriteList(json, Field.Only, condition.Only);
        WriteSaid(json, Field.Advised, condition.Advised);
        json.WriteEndObject();
    }

    public static string Name<T>(T value) where T : struct, Enum => Encoded(value).ToString();

    private static JsonEncodedText Encoded<T>(T value) where T : struct, Enum =>
        FieldNames<T>.All.TryGetValue(value, out var name) ? name : JsonEncodedText.Encode(value.ToString());

    internal static void WriteList(Utf8JsonWriter json, JsonEncodedText name, ImmutableArray<string> list)
    {
        json.WriteStartArray(name);
        foreach (var entry in list)
        {
            json.WriteStringValue(entry);
        }

        json.WriteEndArray();
    }

    // [-][d.]hh:mm:ss, as System.Text.Json reads it back.
    public static void WriteLength(Utf8JsonWriter json, JsonEncodedText name, TimeSpan? length)
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
