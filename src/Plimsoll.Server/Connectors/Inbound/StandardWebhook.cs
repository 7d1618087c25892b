using System.Globalization;
using Plimsoll.Files.Inbound;
using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Connectors.Inbound;

/// <summary>Whoever signs as Standard Webhooks 1.0.0 says; an alert of it declares an incident.</summary>
internal sealed class StandardWebhook(AlertIncidents incidents) : IReceiver
{
    private const int LongestId = 256;
    private const int MostSignatures = 10;

    public string Kind => "standard";

    public TimeSpan Window => TimeSpan.FromMinutes(5);

    public Checked Check(Posted message, string secret, DateTimeOffset now)
    {
        if (message.Only("webhook-id") is not { Length: <= LongestId } id || id.Contains('.'))
            return new Checked.Refused("there is no single webhook-id");
        if (message.Only("webhook-timestamp") is not { } written || TimeOf(written) is not { } at)
            return new Checked.Refused("there is no single webhook-timestamp");
        if ((now - at).Duration() > Window) return new Checked.Refused($"it was signed at {at:O}");
        if (message.Only("webhook-signature") is not { } shown) return new Checked.Refused("there is no single webhook-signature");
        if (WebhookSecret.KeyOf(secret) is not { } key) return new Checked.Refused("the secret here is no whsec_ key");
        var known = WebhookSecret.Signature(key, id, written, message.Body.Span);
        // Several stand there while a sender changes its key. Other ways to sign are not looked at.
        return shown.Split(' ', MostSignatures).Any(one => Proof.Holds(one, known))
            ? new Checked.Proven(known) : new Checked.Refused("no signature fits");
    }

    public async Task<Done> Act(Posted message, string service, CancellationToken stop) =>
        AlertNotice.OfStandard(message.Body) is { } notice
            ? await incidents.Take(notice, Kind, service, stop)
            : new Done.Unreadable(
                "It has to be JSON with type alert.firing or alert.resolved, and data with title, key, since, text, severity.");

    private static DateTimeOffset? TimeOf(string written) =>
        written.Length <= 12 && long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && $"{seconds}" == written && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
