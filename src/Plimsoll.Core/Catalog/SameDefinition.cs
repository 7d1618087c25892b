using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Core.Catalog;

/// <summary>Whether two definitions say the same.</summary>
public static class SameDefinition
{
    /// <summary>Compares them as JSON, because the arrays and dictionaries in records compare by reference.</summary>
    public static bool As(ServiceDefinition? one, ServiceDefinition? other) =>
        one is not null && other is not null
        && JsonElement.DeepEquals(Json(one), Json(other));

    private static JsonElement Json(ServiceDefinition definition) =>
        JsonSerializer.SerializeToElement(definition, DefinitionJson.Default.ServiceDefinition);
}

[JsonSerializable(typeof(ServiceDefinition))]
internal sealed partial class DefinitionJson : JsonSerializerContext;
