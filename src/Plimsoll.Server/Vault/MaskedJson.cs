using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Vault;

/// <summary>JSON whose texts are masked one by one: in the text of the whole, escapes would hide what they hold.</summary>
internal static class MaskedJson
{
    private static readonly JsonSerializerOptions Written =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="stays">Names of members whose values are left as they are.</param>
    public static byte[] Of(ReadOnlySpan<byte> json, Mask mask, Func<string, bool> stays)
    {
        return JsonSerializer.SerializeToUtf8Bytes(Masked(JsonNode.Parse(json), ""), Written);

        JsonNode? Masked(JsonNode? node, string name) => node switch
        {
            JsonObject all => new JsonObject(
                all.Select(one => KeyValuePair.Create(one.Key, Masked(one.Value, one.Key)))),
            JsonArray all => new JsonArray([.. all.Select(one => Masked(one, name))]),
            JsonValue value when value.GetValueKind() == JsonValueKind.String && !stays(name) =>
                mask.Text(value.GetValue<string>()),
            _ => node?.DeepClone(),
        };
    }
}
