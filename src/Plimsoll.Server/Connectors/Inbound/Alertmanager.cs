using Plimsoll.Files.Inbound;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Connectors.Inbound;

/// <summary>Prometheus Alertmanager: it signs nothing, so its bearer token is the proof.</summary>
internal sealed class Alertmanager(AlertIncidents incidents) : IReceiver
{
    private const string Bearer = "Bearer ";

    public string Kind => "alertmanager";

    public TimeSpan Window => TimeSpan.Zero;

    public string Objection(Posted head, string secret, DateTimeOffset now) =>
        head.Only("Authorization") is not { } shown || !shown.StartsWith(Bearer, StringComparison.Ordinal)
            ? "there is no single bearer token"
        : !Proof.Holds(shown[Bearer.Length..], secret) ? "the bearer token is another one" : "";

    public Checked Check(Posted message, string secret, DateTimeOffset now) => new Checked.Proven("");

    public async Task<Done> Act(Posted message, string service, CancellationToken stop) =>
        AlertNotice.OfAlertmanager(message.Body) is { } notice
            ? await incidents.Take(notice, Kind, service, stop)
            : new Done.Unreadable("This is not what Alertmanager's webhook of version 4 sends.");
}
