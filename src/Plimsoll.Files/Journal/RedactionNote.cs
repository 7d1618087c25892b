using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Files.Journal;

/// <summary>The body of the fact that says another fact's text was removed.</summary>
public sealed record RedactionNote(long Position, string Name, string Reason)
{
    /// <summary>What is left of the body, as JSON, where only some texts went; empty where all of it did.</summary>
    public string Rest { get; init; } = "";

    /// <summary>The stored name of that fact.</summary>
    public const string FactName = "fact-redacted";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, RedactionJson.Default.RedactionNote);

    /// <summary>A stored body as such a note; null when it is none.</summary>
    public static RedactionNote? From(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, RedactionJson.Default.RedactionNote);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The position a stored body speaks of; 0 when it is not such a body.</summary>
    public static long PositionIn(ReadOnlySpan<byte> body) => From(body)?.Position ?? 0;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RedactionNote))]
internal sealed partial class RedactionJson : JsonSerializerContext;
