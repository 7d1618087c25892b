using System.Globalization;
using Plimsoll.Files.Inbound;
using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Connectors.Inbound;

/// <summary>Whoever signs as Standard Webhooks 1.0.0 says; an alert of it declares an incident.</summary>
internal sealed class StandardWebhook(AlertIncidents incidents) : IReceiver
{
    private const string Id = "webhook-id";
    private const string Time = "webhook-timestamp";
    private const string Signature = "webhook-signature";
    private const int LongestId = 256;
    private const int MostSignatures = 10;

    public string Kind => "standard";

    public TimeSpan Window => TimeSpan.FromMinutes(5);

    public string Objection(Posted head, string secret, DateTimeOffset now) =>
        head.Only(Id) is not { Length: <= LongestId } id || id.Contains('.') ? $"there is no single {Id}"
        : head.Only(Time) is not { } written || TimeOf(written) is not { } at ? $"there is no single {Time}"
        : (now - at).Duration() > Window ? $"it was signed at {at:O}"
        : head.Only(Signature) is null ? $"there is no single {Signature}" : "";

    public Checked Check(Posted message, string secret, DateTimeOffset now)
    {
        var (id, written, shown) = (message.Only(Id) ?? "", message.Only(Time) ?? "", message.Only(Signature) ?? "");
        if (WebhookSecret.KeyOf(secret) is not { } key) return new Checked.Refused("the secret here is no whsec_ key");
        var known = WebhookSecret.Signature(key, id, written, message.Body.Span);
        // Several stand there while a sender changes its key. Other ways to sign are not looked at.
        return shown.Split(' ', MostSignatures).Any(one => Proof.Holds(one, known))
            ? new Checked.Proven(known) : new Checked.Refused("no signature fits");
    }

    public async Task<Done> Act(Posted message, string service, CancellationToken stop) =>
        AlertNotice.OfStandard(message.Body, message.Only(Id) ?? "") is { } notice
            ? await incidents.Take(notice, Kind, service, stop)
            : new Done.Unreadable(
                "It has to be JSON with type alert.firing or alert.resolved, and data with title, key, since, text, severity.");

    private static DateTimeOffset? TimeOf(string written) =>
        written.Length <= 12 && long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && $"{seconds}" == written && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
