using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>As much of JSON Schema as the published schemas use; a property that a schema does not describe is a
/// mistake too.</summary>
internal sealed class JsonShape(JsonElement root)
{
    /// <summary>What is wrong, each with its place; empty when it fits.</summary>
    public IReadOnlyList<string> Mistakes(JsonElement value) => [.. Mistakes(root, value, "$")];

    private IEnumerable<string> Mistakes(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Mistakes(Follow(reference.GetString()!), value, at);
        if (schema.TryGetProperty("anyOf", out var any))
        {
            var tries = any.EnumerateArray().Select(one => Mistakes(one, value, at).ToList()).ToList();
            return tries.Exists(one => one.Count == 0) ? [] : tries.MaxBy(one => one[0].Length)!;
        }

        return [.. OfValue(schema, value, at), .. OfObject(schema, value, at), .. OfArray(schema, value, at)];
    }

    private static IEnumerable<string> OfValue(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => Is(name, value)))
            yield return $"{at} is {value.ValueKind}, not {type.GetRawText()}";
        if (schema.TryGetProperty("enum", out var words)
            && !words.EnumerateArray().Any(word => word.GetString() == value.GetString()))
            yield return $"{at} is {value.GetRawText()}, which is no word of its list";
        if (schema.TryGetProperty("pattern", out var pattern) && value.ValueKind == JsonValueKind.String
            && !Regex.IsMatch(value.GetString()!, pattern.GetString()!))
            yield return $"{at} is {value.GetRawText()}, not like {pattern}";
        if (schema.TryGetProperty("minimum", out var least) && value.ValueKind == JsonValueKind.Number
            && value.GetInt64() < least.GetInt64())
            yield return $"{at} is {value}, less than {least}";
        if (schema.TryGetProperty("minLength", out _) && value.GetString() == "") yield return $"{at} is empty";
    }

    private IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var known)) return [];
        var missing = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(name => name.GetString()!)
                .Where(name => !value.TryGetProperty(name, out _)) : [];
        return
        [
            .. missing.Select(name => $"{at}.{name} is missing"),
            .. value.EnumerateObject().SelectMany(field => known.TryGetProperty(field.Name, out var its)
                ? Mistakes(its, field.Value, $"{at}.{field.Name}") : [$"{at}.{field.Name} is not described"]),
        ];
    }

    private IEnumerable<string> OfArray(JsonElement schema, JsonElement value, string at) =>
        value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items)
            ? value.EnumerateArray().Index().SelectMany(item => Mistakes(items, item.Item, $"{at}[{item.Index}]")) : [];

    private JsonElement Follow(string reference) => reference.Split('/').Skip(1)
        .Aggregate(root, (at, name) => at.GetProperty(name));

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => false,
    };
}
