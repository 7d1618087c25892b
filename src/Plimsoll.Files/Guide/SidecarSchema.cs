using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Files.Guide;

/// <summary>The JSON Schema (2020-12) of <c>GUIDE.plimsoll.yaml</c>, made from the keys that its reader knows.</summary>
public static class SidecarSchema
{
    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static ImmutableArray<SectionShape> Sections =>
    [
        SidecarKeys.File, SidecarKeys.Item, SidecarKeys.Concept, SidecarKeys.Heading, SidecarKeys.Audience,
        SidecarKeys.Defaults, SidecarKeys.Clocks, SidecarKeys.Calendar, SidecarKeys.SeverityRow, SidecarKeys.Condition,
    ];

    public static string Json => new JsonObject
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$id"] = "urn:plimsoll:schema:sidecar:1",
        ["title"] = "GUIDE.plimsoll.yaml",
        ["description"] = "What an organisation sets beside its guide, because it does not belong in prose.",
        ["$ref"] = $"#/$defs/{SidecarKeys.File.Name}",
        ["$defs"] = new JsonObject(Sections.Select(
            section => KeyValuePair.Create(section.Name, (JsonNode?)SchemaOf.Section(section)))),
    }.ToJsonString(Written) + "\n";
}
