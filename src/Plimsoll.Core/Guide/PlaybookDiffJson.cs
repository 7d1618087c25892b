using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Plimsoll.Core.Guide;

/// <summary>The stable output of <c>plimsoll guide diff --json</c>.</summary>
public static class PlaybookDiffJson
{
    public static string Write(PlaybookDiff diff)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, PlaybookJson.Compact))
        {
            json.WriteStartObject();
            WriteSide(json, "old", diff.Old);
            WriteSide(json, "new", diff.New);
            json.WriteStartArray("summary");
            foreach (var sentence in diff.Sentences) json.WriteStringValue(sentence);
            json.WriteEndArray();
            json.WriteStartArray("changes");
            foreach (var change in diff.Changes) Write(json, change);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteSide(Utf8JsonWriter json, string side, Playbook playbook)
    {
        json.WriteStartObject(side);
        json.WriteString("guide", playbook.Guide);
        json.WriteString("sha256", playbook.GuideSha256);
        json.WriteString("playbook", playbook.Hash);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CheckChange change)
    {
        json.WriteStartObject();
        json.WriteString("change", CheckJson.Name(change.Kind));
        json.WriteString("id", change.Check.Id);
        json.WriteString("was", change.Was);
        json.WriteString("is", change.Is);
        WriteLine(json, "oldLine", change.Old);
        WriteLine(json, "line", change.New);
        json.WriteString("text", change.Check.Text);
        json.WriteEndObject();
    }

    private static void WriteLine(Utf8JsonWriter json, string name, Check? check)
    {
        if (check is { Line: > 0 }) json.WriteNumber(name, check.Line);
        else json.WriteNull(name);
    }
}
