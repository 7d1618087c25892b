using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Plimsoll.Core.Guide;

/// <summary>The fields of a check in their fixed order.</summary>
internal static class CheckJson
{
    public static void Write(Utf8JsonWriter json, Outputs outputs)
    {
        json.WriteStartObject();
        json.WriteNumber("checks"u8, outputs.Checks);
        json.WriteNumber("information"u8, outputs.Information);
        json.WriteNumber("template"u8, outputs.Template);
        json.WriteNumber("metadata"u8, outputs.Metadata);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Check check)
    {
        json.WriteStartObject();
        json.WriteNumber("line"u8, check.Line);
        json.WriteString("part"u8, check.Part);
        json.WriteString("id"u8, check.Id);
        json.WriteString("shortId"u8, check.ShortId);
        WriteMeaning(json, check);
        WritePeople(json, check);
        WriteTime(json, check);
        WriteCondition(json, check.Condition);
        WriteRules(json, check);
        json.WriteString("text"u8, check.Text);
        json.WriteString("origin"u8, check.Origin);
        json.WriteEndObject();
    }

    // Only what the line says beyond the ordinary, so that a playbook stays readable.
    public static void WriteRules(Utf8JsonWriter json, Check check)
    {
        WriteLengths(json, "cadenceBySeverity"u8, check.CadenceBySeverity);
        WriteLengths(json, "dueBySeverity"u8, check.DueBySeverity);
        if (!check.Percents.IsEmpty)
        {
            json.WriteStartArray("percents"u8);
            foreach (var percent in check.Percents) json.WriteNumberValue(percent);
            json.WriteEndArray();
        }

        WriteSaid(json, "repeats"u8, check.Repeats);
        WriteSaid(json, "group"u8, check.Group);
        WriteSaid(json, "severity"u8, check.Severity);
        WriteSaid(json, "blocks"u8, check.Blocks);
        WriteSaid(json, "waivedBy"u8, check.WaivedBy);
        WriteSaid(json, "file"u8, check.File);
        WriteSaid(json, "ownersFrom"u8, check.OwnersFrom);
        WriteBindings(json, check);
        if (check.InOrder) json.WriteBoolean("inOrder"u8, true);
        if (check.Attested) json.WriteBoolean("attested"u8, true);
        if (check.AnyApprover) json.WriteBoolean("anyApprover"u8, true);
    }

    private static void WriteBindings(Utf8JsonWriter json, Check check)
    {
        if (check.Bindings.IsEmpty) return;
        json.WriteStartObject("bindings"u8);
        foreach (var (key, value) in check.Bindings) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteSaid(Utf8JsonWriter json, ReadOnlySpan<byte> name, string text)
    {
        if (text.Length > 0) json.WriteString(name, text);
    }

    private static void WriteLengths(
        Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableSortedDictionary<string, TimeSpan> lengths)
    {
        if (lengths.IsEmpty) return;
        json.WriteStartObject(name);
        foreach (var (key, length) in lengths) WriteLength(json, Encoding.UTF8.GetBytes(key), length);
        json.WriteEndObject();
    }

    public static void WriteMeaning(Utf8JsonWriter json, Check check)
    {
        json.WriteString("phase"u8, check.Phase);
        json.WriteString("kind"u8, Name(check.Kind));
        json.WriteString("mode"u8, Name(check.Mode));
        json.WriteString("concept"u8, check.Concept);
        WriteList(json, "families"u8, check.Families);
        json.WriteString("evidence"u8, check.Evidence);
    }

    public static void WritePeople(Utf8JsonWriter json, Check check)
    {
        WriteList(json, "owners"u8, check.Owners);
        WriteList(json, "approvers"u8, check.Approvers);
        WriteList(json, "audience"u8, check.Audience);
        WriteList(json, "deputies"u8, check.Deputies);
        WriteList(json, "defaultOwners"u8, check.DefaultOwners);
        WriteList(json, "defaultApprovers"u8, check.DefaultApprovers);
    }

    public static void WriteTime(Utf8JsonWriter json, Check check)
    {
        json.WritePropertyName("due"u8);
        if (check.Due is { } due)
        {
            json.WriteStartObject();
            json.WriteString("anchor"u8, due.Anchor);
            WriteLength(json, "offset"u8, due.Offset);
            if (due.BusinessDays > 0) json.WriteNumber("businessDays"u8, due.BusinessDays);
            json.WriteString("text"u8, due.Text);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        WriteLength(json, "cadence"u8, check.Cadence);
        WriteLength(json, "observe"u8, check.Observe);
        WriteLength(json, "goodFor"u8, check.GoodFor);
    }

    public static void WriteCondition(Utf8JsonWriter json, Condition? condition)
    {
        json.WritePropertyName("condition"u8);
        if (condition is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("class"u8, condition.Class);
        json.WriteString("text"u8, condition.Text);
        WriteList(json, "only"u8, condition.Only);
        WriteSaid(json, "advised"u8, condition.Advised);
        json.WriteEndObject();
    }

    public static string Name<T>(T value) where T : struct, Enum =>
        Names<T>.All.TryGetValue(value, out var name) ? name : value.ToString();

    internal static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string> list)
    {
        json.WriteStartArray(name);
        foreach (var entry in list)
        {
            json.WriteStringValue(entry);
        }

        json.WriteEndArray();
    }

    // [-][d.]hh:mm:ss, as System.Text.Json reads it back.
    public static void WriteLength(Utf8JsonWriter json, ReadOnlySpan<byte> name, TimeSpan? length)
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

    private static class Names<T> where T : struct, Enum
    {
        public static FrozenDictionary<T, string> All { get; } = Enum.GetValues<T>().Distinct()
            .ToFrozenDictionary(value => value, value => value.ToString().ToLowerInvariant());
    }
}
