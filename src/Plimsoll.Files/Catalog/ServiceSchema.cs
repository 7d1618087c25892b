using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Files.Catalog;

/// <summary>The published JSON Schema (2020-12) of <c>plimsoll.yaml</c>.</summary>
public static class ServiceSchema
{
    private const string Resource = "Plimsoll.Files.Catalog.plimsoll.schema.json";

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as it is published and served.</summary>
    public static string Json { get; } = Published();

    /// <summary>The schema as the table of keys says it must be; a test compares it with the published file.</summary>
    public static string Generate() => Root().ToJsonString(Written) + "\n";

    private static string Published()
    {
        using var stream = typeof(ServiceSchema).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not built in.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static JsonObject Root() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$id"] = "urn:plimsoll:schema:service:1",
        ["title"] = "plimsoll.yaml",
        ["description"] = "One service as Plimsoll releases and deploys it, or several under `services`.",
        ["type"] = "object",
        ["if"] = new JsonObject { ["required"] = new JsonArray("services") },
        ["then"] = SchemaOf.Reference(ServiceKeys.File),
        ["else"] = SchemaOf.Reference(ServiceKeys.Service),
        ["$defs"] = new JsonObject(ServiceKeys.Sections.Select(
            section => KeyValuePair.Create(section.Name, (JsonNode?)SchemaOf.Section(section)))),
    };
}
