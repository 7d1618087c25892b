using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Files.Journal;

/// <summary>The body of the fact that says another fact's text was removed.</summary>
public sealed record RedactionNote(long Position, string Name, string Reason)
{
    /// <summary>The stored name of that fact.</summary>
    public const string FactName = "fact-redacted";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, RedactionJson.Default.RedactionNote);

    /// <summary>The position a stored body speaks of; 0 when it is not such a body.</summary>
    public static long PositionIn(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, RedactionJson.Default.RedactionNote)?.Position ?? 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RedactionNote))]
internal sealed partial class RedactionJson : JsonSerializerContext;
