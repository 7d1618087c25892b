using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Files.Journal;

/// <summary>One line of a journal export. Hashes, digest and salt in hexadecimal.</summary>
/// <param name="Body">The stored body as text; null when redacted, or when it is not text.</param>
/// <param name="Bytes">The stored body where it is not UTF-8 text.</param>
public sealed record ExportedFact(
    long Position,
    string Stream,
    long Version,
    string Name,
    DateTimeOffset At,
    string Actor,
    string Command,
    string? Body,
    byte[]? Bytes,
    string? Salt,
    string Digest,
    string Hash);

/// <summary>The last line of an export: where the journal ended when it was written.</summary>
/// <param name="Check">SHA-256 over the three before it, which no other line confirms.</param>
public sealed record ExportedHead(long Head, string Hash, long Epoch, string Check)
{
    public static ExportedHead Of(long head, string hash, long epoch) => new(
        head, hash, epoch, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{head} {hash} {epoch}"))));
}

/// <summary>The two kinds of line as bytes, without their line end.</summary>
public static class ExportLine
{
    // Quotes and letters as they are: the lines are files, never parts of a page.
    private static readonly ExportJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
    });

    public static byte[] Of(ExportedFact fact) => JsonSerializer.SerializeToUtf8Bytes(fact, Json.ExportedFact);

    public static byte[] Of(ExportedHead head) => JsonSerializer.SerializeToUtf8Bytes(head, Json.ExportedHead);

    public static bool IsHead(string line) => line.StartsWith("""{"head":""", StringComparison.Ordinal);

    public static ExportedFact Fact(string line) =>
        JsonSerializer.Deserialize(line, Json.ExportedFact) ?? throw new JsonException("The line is null.");

    public static ExportedHead Head(string line) =>
        JsonSerializer.Deserialize(line, Json.ExportedHead) ?? throw new JsonException("The line is null.");
}

[JsonSerializable(typeof(ExportedFact))]
[JsonSerializable(typeof(ExportedHead))]
internal sealed partial class ExportJson : JsonSerializerContext;
