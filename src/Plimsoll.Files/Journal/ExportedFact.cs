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
public sealed record ExportedHead(long Head, string Hash, long Epoch);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ExportedFact))]
[JsonSerializable(typeof(ExportedHead))]
public sealed partial class ExportJson : JsonSerializerContext;
