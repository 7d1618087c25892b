using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>The texts inside a fact's body, each by its JSON pointer (RFC 6901).</summary>
internal static class FactWords
{
    public const string Removed = "(removed)";

    /// <summary>Pointers of the texts that hold the words.</summary>
    public static IEnumerable<string> Holding(StoredFact fact, string words)
    {
        // What a redaction left is found where it was; and what is quick to tell has not to be parsed.
        if (fact.Name == RedactionNote.FactName || (fact.Body ?? fact.Rest) is not { } body
            || body.AsSpan().IndexOf(Written(words)) < 0) return [];
        return Texts(JsonNode.Parse(body), "").Where(t => t.Text.Contains(words, StringComparison.Ordinal))
            .Select(t => t.Pointer);
    }

    /// <summary>The body without some of its texts; null where one of them is not there, is empty, or is no text.</summary>
    public static string? Without(StoredFact fact, IReadOnlyCollection<string> pointers)
    {
        if ((fact.Body ?? fact.Rest) is not { } body || JsonNode.Parse(body) is not { } root) return null;
        // An empty one would say something once it reads as removed.
        var texts = Texts(root, "").Where(t => t.Text != "").ToDictionary(t => t.Pointer, t => t.Node);
        foreach (var pointer in pointers)
        {
            if (!texts.TryGetValue(pointer, out var node)) return null;
            node.ReplaceWith(JsonValue.Create(Removed));
        }

        return root.ToJsonString(EventBodies.Options);
    }

    private static IEnumerable<(string Pointer, string Text, JsonNode Node)> Texts(
        JsonNode? node, string at) => node switch
    {
        JsonObject all => all.SelectMany(p => Texts(p.Value, $"{at}/{Escaped(p.Key)}")),
        JsonArray all => all.SelectMany((item, i) => Texts(item, $"{at}/{i}")),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [(at, value.GetValue<string>(), value)],
        _ => [],
    };

    private static string Escaped(string key) => key.Replace("~", "~0", StringComparison.Ordinal)
        .Replace("/", "~1", StringComparison.Ordinal);

    private static byte[] Written(string words) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(words, EventBodies.Options)[1..^1]);
}
