using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Connectors.Webhook;

/// <summary>What receivers check our webhooks with; made once for a house, readable by the owner of its data folders only.</summary>
public sealed class WebhookSecret(string dataFolder)
{
    /// <summary>Its name in a data folder.</summary>
    internal const string FileName = "webhook-secret";

    private const string Prefix = "whsec_";
    private const int Bytes = 32;
    private const int Shortest = 24;

    /// <summary>As receivers enter it: <c>whsec_</c> and the key in Base64.</summary>
    public string Text { get; } = KeptSecret.ReadOrMake(Path.Combine(dataFolder, FileName), Make);

    /// <summary>The header <c>webhook-signature</c> of one attempt.</summary>
    public string Sign(string id, long timestamp, string body) => Signature(
        KeyOf(Text) ?? [], id, timestamp.ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(body));

    internal static string Make() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What a secret says as people enter it; null: it is none.</summary>
    internal static byte[]? KeyOf(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length >= Shortest
            ? key[..length] : null;
    }

    internal static string Signature(byte[] key, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var signing = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        signing.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        signing.AppendData(body);
        return "v1," + Convert.ToBase64String(signing.GetHashAndReset());
    }

    public override string ToString() => "***";
}
