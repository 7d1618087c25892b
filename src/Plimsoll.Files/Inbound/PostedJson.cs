using System.Text.Json;

namespace Plimsoll.Files.Inbound;

/// <summary>Reads what another system posts: bounded in depth, and nothing in it is an error but what is no JSON.</summary>
internal static class PostedJson
{
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 32 };

    /// <summary>Null: it is no JSON object.</summary>
    public static T? Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T?> read) where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(body, Bounded);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : null;
        }
        catch (Exception unread) when (unread is JsonException or InvalidOperationException)
        {
            // The second: a text that is no Unicode.
            return null;
        }
    }

    public static JsonElement Part(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var part) ? part : default;

    /// <summary>As it stands there; empty: there is no such number.</summary>
    public static string Number(JsonElement of, string name) =>
        Part(of, name) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : "";

    /// <summary>Empty: there is no such text.</summary>
    public static string Text(JsonElement of, string name) =>
        Part(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() ?? "" : "";
}
