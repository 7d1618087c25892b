using System.Globalization;
using System.Text.Json;

namespace Plimsoll.Server.Checks;

/// <summary>Finds a value in a JSON answer by a path such as <c>items[0].name</c>.</summary>
internal static class JsonPath
{
    /// <summary>The value as text; null when there is none.</summary>
    public static string? Find(JsonElement root, string path)
    {
        var at = root;
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        foreach (var step in steps)
            if (Enter(at, step) is { } next) at = next;
            else return null;
        return at.ValueKind == JsonValueKind.String ? at.GetString() : at.GetRawText();
    }

    private static JsonElement? Enter(JsonElement at, string step)
    {
        if (step[0] != '[')
            return at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out var member) ? member : null;
        return step[^1] == ']'
            && at.ValueKind == JsonValueKind.Array
            && int.TryParse(step[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < at.GetArrayLength() ? at[index] : null;
    }
}
