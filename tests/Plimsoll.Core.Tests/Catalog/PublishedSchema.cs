using System.Text.Json;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Core.Tests.Catalog;

public sealed class PublishedSchema
{
    /// <summary>Set PLIMSOLL_APPROVE=1 to write the schema anew after a change of the keys.</summary>
    [Fact]
    public void The_committed_schema_is_what_the_table_of_keys_says()
    {
        var file = Path.Combine(ServiceFiles.Folder(), "plimsoll.schema.json");
        var approve = Environment.GetEnvironmentVariable("PLIMSOLL_APPROVE") == "1";
        if (approve) File.WriteAllText(file, ServiceSchema.Generate());

        Assert.Equal(File.ReadAllText(file), ServiceSchema.Generate());
    }

    [Fact]
    public void What_is_built_in_is_what_is_committed() => Assert.Equal(ServiceSchema.Generate(), ServiceSchema.Json);

    [Fact]
    public void Every_reference_in_it_leads_somewhere_and_every_definition_is_used()
    {
        using var schema = JsonDocument.Parse(ServiceSchema.Json);

        var used = References(schema.RootElement).Distinct().Order();

        Assert.Equal(
            schema.RootElement.GetProperty("$defs").EnumerateObject().Select(d => $"#/$defs/{d.Name}").Order(), used);
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(
            p => p.Name == "$ref" ? [p.Value.GetString() ?? ""] : References(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
