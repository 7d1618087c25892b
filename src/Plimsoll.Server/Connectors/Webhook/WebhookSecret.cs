using System.Security.Cryptography;
using System.Text;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Connectors.Webhook;

/// <summary>What receivers check our webhooks with; made once for a data folder, readable by its owner only.</summary>
public sealed class WebhookSecret(string dataFolder)
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    /// <summary>As receivers enter it: <c>whsec_</c> and the key in Base64.</summary>
    public string Text { get; } = KeptSecret.ReadOrMake(
        Path.Combine(dataFolder, "webhook-secret"),
        () => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>The header <c>webhook-signature</c> of one attempt.</summary>
    public string Sign(string id, long timestamp, string body) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(Text[Prefix.Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));

    public override string ToString() => "***";
}
