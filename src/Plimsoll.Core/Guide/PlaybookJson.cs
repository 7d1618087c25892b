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
        SkipValidation = true,
    };

    public static string Write(Playbook playbook) =>
        Bytes(playbook, playbook.Hash, static bytes => Encoding.UTF8.GetString(bytes));

    /// <exception cref="JsonException">The text is not a playbook.</exception>
    public static Playbook Read(string json) => PlaybookRead.Whole(
        JsonSerializer.Deserialize(json, PlaybookReading.Default.Playbook)
            ?? throw new JsonException("The playbook is null."));

    /// <summary>The playbook with the hash of its content: everything but the hash itself.</summary>
    public static Playbook Seal(Playbook playbook) => playbook with
    {
        Seal = new Lazy<string>(
            () => Bytes(playbook, "", static bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)))),
    };

    private static string Bytes(Playbook playbook, string hash, Func<ReadOnlySpan<byte>, string> use)
    {
        using var bytes = new LentBytes(playbook.Checks.Length);
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

        return use(bytes.Written);
    }
}
