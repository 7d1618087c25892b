using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plimsoll.Files.Evidence;

/// <summary>A rule that findings name.</summary>
/// <param name="Level"><c>error</c>, <c>warning</c> or <c>note</c>: what a finding usually is.</param>
public sealed record SarifRuleText(string Id, string Level, string Short, string Help);

/// <summary>Something found in a file; line and column count from 1.</summary>
/// <param name="Fix">What to do about it; empty: nothing.</param>
public sealed record SarifFinding(
    string Rule, string Level, string File, int Line, int Column, string Message, string Fix);

/// <summary>Writes SARIF 2.1.0, as editors and code hosts read it.</summary>
public static class SarifWriter
{
    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(
        string tool, string version, ImmutableArray<SarifRuleText> rules, ImmutableArray<SarifFinding> findings)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Indented))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json, tool, version, rules);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var finding in findings) Write(json, finding, rules);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteTool(Utf8JsonWriter json, string tool, string version, ImmutableArray<SarifRuleText> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", tool);
        json.WriteString("version", version);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            WriteText(json, "shortDescription", rule.Short);
            WriteText(json, "help", rule.Help);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", rule.Level);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SarifFinding finding, ImmutableArray<SarifRuleText> rules)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule);
        if (rules.Index().FirstOrDefault(rule => rule.Item.Id == finding.Rule) is { Item: not null, Index: var at })
            json.WriteNumber("ruleIndex", at);
        json.WriteString("level", finding.Level);
        WriteText(json, "message", $"{finding.Message} {finding.Fix}".TrimEnd());
        WritePlace(json, finding);
        if (finding.Fix.Length > 0)
        {
            json.WriteStartObject("properties");
            json.WriteString("fix", finding.Fix);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, SarifFinding finding)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", UriOf(finding.File));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", Math.Max(1, finding.Line));
        json.WriteNumber("startColumn", Math.Max(1, finding.Column));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    // A path as typed, each of its parts as an address writes it.
    private static string UriOf(string file) =>
        (file.StartsWith('/') ? "file://" : "") + string.Join('/', file.Split('/').Select(Uri.EscapeDataString));
}
