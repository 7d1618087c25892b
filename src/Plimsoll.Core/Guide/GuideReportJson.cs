using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>The stable output of <c>plimsoll guide check --json</c>.</summary>
internal static class GuideReportJson
{
    public static string Write(Compilation compilation)
    {
        var playbook = compilation.Playbook;
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, PlaybookJson.Compact))
        {
            json.WriteStartObject();
            json.WriteString("guide", playbook.Guide);
            json.WriteString("sha256", playbook.GuideSha256);
            json.WriteString("playbook", playbook.Hash);
            json.WriteNumber("items", playbook.Items);
            json.WritePropertyName("outputs");
            CheckJson.Write(json, playbook.Outputs);
            WriteAll(json, "checks", playbook.Checks, WriteCheck);
            WriteAll(json, "lint", compilation.Lint, WriteLint);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteAll<T>(
        Utf8JsonWriter json, string name, ImmutableArray<T> all, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var one in all)
        {
            write(json, one);
        }

        json.WriteEndArray();
    }

    // "id" is the short one, as guides are compared by it; "key" is what the playbook finds the check by.
    private static void WriteCheck(Utf8JsonWriter json, Check check)
    {
        json.WriteStartObject();
        json.WriteNumber("line", check.Line);
        json.WriteString("part", check.Part);
        json.WriteString("id", check.ShortId);
        json.WriteString("key", check.Id);
        CheckJson.WriteMeaning(json, check);
        CheckJson.WritePeople(json, check);
        WriteDue(json, check.Due);
        json.WriteString("cadence", Short(check.Cadence));
        CheckJson.WriteRules(json, check);
        json.WriteString("observe", Short(check.Observe));
        CheckJson.WriteCondition(json, check.Condition);
        json.WriteString("text", check.Text);
        json.WriteString("origin", check.Origin);
        json.WriteEndObject();
    }

    private static void WriteDue(Utf8JsonWriter json, Due? due)
    {
        json.WritePropertyName("due");
        if (due is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("anchor", due.Anchor);
        json.WriteString("offset", Durations.Write(due.Offset));
        if (due.BusinessDays != 0) json.WriteNumber("businessDays", due.BusinessDays);
        json.WriteString("text", due.Text);
        json.WriteEndObject();
    }

    private static void WriteLint(Utf8JsonWriter json, Lint lint)
    {
        json.WriteStartObject();
        json.WriteString("code", lint.Code);
        if (lint.File.Length > 0) json.WriteString("file", lint.File);
        json.WriteString("level", lint.Level);
        json.WriteNumber("line", lint.Line);
        json.WriteNumber("column", lint.Column);
        json.WriteString("message", lint.Message);
        json.WriteString("fix", lint.Fix);
        json.WriteEndObject();
    }

    private static string? Short(TimeSpan? length) => length is { } known ? Durations.Write(known) : null;
}
