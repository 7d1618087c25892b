using System.Text.Json;

namespace Plimsoll.Core.Catalog;

/// <summary>Whether two definitions say the same.</summary>
public static class SameDefinition
{
    /// <summary>Compares them as JSON, because the arrays and dictionaries in records compare by reference.</summary>
    public static bool As(ServiceDefinition? one, ServiceDefinition? other) =>
        one is not null && other is not null
        && JsonElement.DeepEquals(JsonSerializer.SerializeToElement(one), JsonSerializer.SerializeToElement(other));
}
