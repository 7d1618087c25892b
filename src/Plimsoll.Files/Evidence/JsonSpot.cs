using System.Text.Json;

namespace Plimsoll.Files.Evidence;

/// <summary>A value in a JSON file together with its path, so that what is wrong with it can be shown.</summary>
internal readonly record struct JsonSpot(JsonElement Element, string Path)
{
    public JsonSpot? Member(string name)
    {
        Demand(JsonValueKind.Object, "an object");
        return Element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null
            ? new JsonSpot(found, Path.Length == 0 ? name : $"{Path}.{name}")
            : null;
    }

    public IEnumerable<JsonSpot> Items()
    {
        Demand(JsonValueKind.Array, "a list");
        var path = Path;
        return Element.EnumerateArray().Select((item, index) => new JsonSpot(item, $"{path}[{index}]"));
    }

    public IEnumerable<JsonSpot> Items(string name) => Member(name)?.Items() ?? [];

    public string? Text(string name) => Member(name)?.Text();

    public string Text()
    {
        Demand(JsonValueKind.String, "text");
        try
        {
            return Element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableJson(Path, $"{Path} holds half a character (a lone surrogate).");
        }
    }

    public int? Number(string name)
    {
        if (Member(name) is not { } found) return null;
        found.Demand(JsonValueKind.Number, "a number");
        return found.Element.TryGetInt32(out var number)
            ? number
            : throw new UnreadableJson(found.Path, $"{found.Path} is not a whole number of usual size.");
    }

    public bool? Flag(string name) => Member(name) is not { } found ? null : found.Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new UnreadableJson(found.Path, $"{found.Path} must be true or false."),
    };

    private void Demand(JsonValueKind kind, string words)
    {
        if (Element.ValueKind != kind)
            throw new UnreadableJson(Path, $"{(Path.Length == 0 ? "The file" : Path)} must be {words}.");
    }
}

/// <summary>Ends the reading of a file; caught where the reading began, never seen outside.</summary>
#pragma warning disable CA1032, CA1064 // Not a public exception: it carries a path or nothing.
internal sealed class UnreadableJson(string path, string message) : Exception(message)
{
    public string Path { get; } = path;
}
#pragma warning restore CA1032, CA1064
