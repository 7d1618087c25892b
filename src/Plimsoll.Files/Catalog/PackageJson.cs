using System.Collections.Immutable;
using System.Text.Json;

namespace Plimsoll.Files.Catalog;

/// <summary>The little of a <c>package.json</c> that matters for a release.</summary>
internal sealed record PackageJson(string? Name, ImmutableArray<string> Scripts)
{
    /// <summary>Null when it is not there or not JSON.</summary>
    public static PackageJson? Of(string folder)
    {
        try
        {
            using var json = JsonDocument.Parse(SourceFiles.Text(folder, "package.json"));
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            return new PackageJson(Text(root, "name"), ScriptsOf(root));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ImmutableArray<string> ScriptsOf(JsonElement root) =>
        root.TryGetProperty("scripts", out var scripts) && scripts.ValueKind == JsonValueKind.Object
            ? [.. scripts.EnumerateObject().Select(s => s.Name)]
            : [];
}
