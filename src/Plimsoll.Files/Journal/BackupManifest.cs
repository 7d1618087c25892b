using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Files.Journal;

/// <summary>What a backup of a server holds, written last: a folder without one is no backup.</summary>
/// <param name="Format">1. A program that knows less refuses it.</param>
/// <param name="Position">Where the journal ended.</param>
/// <param name="Hash">The hash of its last fact, in hex: whoever kept it elsewhere can prove what was backed up.</param>
public sealed record BackupManifest(
    int Format, DateTimeOffset TakenAt, long Position, string Hash, ImmutableArray<BackupFile> Files)
{
    public const int Known = 1;

    /// <summary>Beside the files of a backup.</summary>
    public const string FileName = "manifest.json";

    /// <summary>In a data folder that was restored and is not active yet: the manifest it came from.</summary>
    public const string Marker = "restored.json";

    /// <summary>As sentences call the backup: when it was taken.</summary>
    public string When() => TakenAt.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupManifest);

    /// <summary>Null where the bytes are none, or one that a newer program wrote.</summary>
    public static BackupManifest? From(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, BackupJson.Default.BackupManifest)
                is { Format: > 0 and <= Known, Files.IsDefault: false } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Path">Below the folder, with <c>/</c>.</param>
/// <param name="Size">In bytes.</param>
public sealed record BackupFile(string Path, long Size, string Sha256);

[JsonSerializable(typeof(BackupManifest))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
internal sealed partial class BackupJson : JsonSerializerContext;
