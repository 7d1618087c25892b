using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plimsoll.Core.Guide;

/// <summary>A playbook as JSON, always the same bytes for the same content; its hash is taken from them.</summary>
public static class PlaybookJson
{
    // Written out and ordered by hand in the writers below, so that no refactoring changes a hash that releases pin.
    internal static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // What a check takes, so that the buffer seldom grows.
    private const int UsualBytes = 768;

    public static string Write(Playbook playbook) => Encoding.UTF8.GetString(Write(playbook, playbook.Hash).WrittenSpan);

    /// <exception cref="JsonException">The text is not a playbook.</exception>
    public static Playbook Read(string json) => PlaybookRead.Whole(
        JsonSerializer.Deserialize(json, PlaybookReading.Default.Playbook)
            ?? throw new JsonException("The playbook is null."));

    /// <summary>The playbook with the hash of its content: everything but the hash itself.</summary>
    public static Playbook Seal(Playbook playbook) => playbook with
    {
        Hash = Convert.ToHexStringLower(SHA256.HashData(Write(playbook, "").WrittenSpan)),
    };

    private static ArrayBufferWriter<byte> Write(Playbook playbook, string hash)
    {
        var bytes = new ArrayBufferWriter<byte>(UsualBytes * (playbook.Checks.Length + 1));
        using (var json = new Utf8JsonWriter(bytes, Compact))
        {
            json.WriteStartObject();
            json.WriteString("guide"u8, playbook.Guide);
            json.WriteString("guideSha256"u8, playbook.GuideSha256);
            json.WriteString("hash"u8, hash);
            json.WriteNumber("items"u8, playbook.Items);
            json.WritePropertyName("outputs"u8);
            CheckJson.Write(json, playbook.Outputs);
            json.WriteStartArray("checks"u8);
            foreach (var check in playbook.Checks)
            {
                CheckJson.Write(json, check);
            }

            json.WriteEndArray();
            PolicyJson.Write(json, playbook);
            json.WriteEndObject();
        }

        return bytes;
    }
}
