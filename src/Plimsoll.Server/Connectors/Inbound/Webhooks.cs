using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Vault;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Connectors.Inbound;

/// <summary>Where other systems post. First the proof, then the replay table, then what it leads to.</summary>
internal sealed partial class Webhooks(
    IEnumerable<IReceiver> receivers, Desk desk, SecretVault vault, InboundTable table, Standby standby,
    MachineTime time, ILogger<Webhooks> log)
{
    private readonly ConcurrentDictionary<string, long> _refused = [];
    private readonly Bodies _bodies = new();

    internal Bodies Bodies => _bodies;

    // What a missing secret is compared with: it takes as long, and nobody knows it.
    private readonly string _nobodys = Secrets.Make();

    public async Task<IResult> Receive(HttpContext http, string kind, string service)
    {
        if (receivers.FirstOrDefault(r => r.Kind == kind) is not { } receiver) return NoSuchKind(http);
        var stop = http.RequestAborted;
        var secret = await SecretFor(kind, service, stop);
        var head = new Posted(http.Request.Headers, default);
        if (receiver.Objection(head, secret ?? _nobodys, time.Now) is { Length: > 0 } objection)
            return Refuse(kind, service, secret is null ? "no secret is set" : objection);
        // A service that is not here has no seats of its own: names cost nothing.
        var about = desk.World.Get<Service>(Service.StreamOf(service)).Definition is null ? kind : $"{kind}/{service}";
        if (await _bodies.Read(http, about, stop) is not { } body) return TooMany(http);
        var message = head with { Body = body };
        var check = receiver.Check(message, secret ?? _nobodys, time.Now);
        if (check is Checked.Refused refused) return Refuse(kind, service, secret is null ? "no secret is set" : refused.Why);
        // It would be noted here, and nobody called: whoever sent it keeps it until this server acts.
        if (standby.Refusal is { } waits) return NotNow(http, waits.Reason);
        var key = ((Checked.Proven)check).Key is { Length: > 0 } proven ? $"{kind}/{service}/{Secrets.Digest(proven)}" : "";
        if (key != "" && await table.Has(key, stop)) return Refuse(kind, service, "it came before");
        if (desk.World.Get<Service>(Service.StreamOf(service)).Definition is null) return NoSuchService(http, service);
        var done = await receiver.Act(message, service, stop);
        if (done is Done.Acted acted) await Keep(receiver, key, service, acted.Outcome, stop);
        if (done is Done.Refused never) await Keep(receiver, Again(), service, never.Why, stop);
        if (done is Done.Nothing nothing) await Keep(receiver, Again(), service, nothing.Outcome, stop);
        return done switch
        {
            Done.Acted told => Results.Json(new { outcome = told.Outcome }),
            Done.Nothing told => Results.Json(new { outcome = told.Outcome }),
            Done.Refused not => http.Problem(422, "Not done", $"{not.Why} Sent again, it ends the same.", code: "webhook.refused"),
            Done.Unreadable not => http.Problem(422, "Not understood", $"Nothing was done. {not.Why}", code: "webhook.unreadable"),
            Done.NotNow not => NotNow(http, not.Why),
            _ => throw new InvalidOperationException($"Nobody knows what {done.GetType().Name} means."),
        };

        // What did nothing may come again, and is kept once all the same.
        string Again() => $"{kind}/{service}/again/{Convert.ToHexStringLower(SHA256.HashData(body.Span))}";
    }

    /// <summary>The service's own secret, else the organisation's; null: there is none.</summary>
    private async Task<string?> SecretFor(string kind, string service, CancellationToken stop)
    {
        var name = $"WEBHOOK_{kind.ToUpperInvariant()}";
        var set = ((string[])[service, ""]).Select(of => desk.World.Get<Secret>(Secret.StreamOf(name, of, "")))
            .FirstOrDefault(found => found.IsSet);
        if (set is null) return null;
        var (value, _) = await vault.Reveal(new FrozenSecret(name, set.Service, "", set.Version), stop);
        return value?.Reveal().Trim();
    }

    private Task Keep(IReceiver receiver, string key, string service, string outcome, CancellationToken stop) => table.Add(
        new Delivered(key != "" ? key : $"{receiver.Kind}/{service}/{Guid.NewGuid():n}", receiver.Kind, service, time.Now, outcome),
        // A message is good for the window on both sides of its time.
        TimeSpan.FromDays(7) + 2 * receiver.Window, stop);

    // Nothing is written but a line, and of many only the first, the second, the fourth and so on.
    private Problem Refuse(string kind, string service, string why)
    {
        var count = _refused.AddOrUpdate(kind, 1, (_, before) => before + 1);
        if (BitOperations.IsPow2(count)) LogRefused(log, kind, service.Length <= 80 ? service : service[..80], why, count);
        return NotProven;
    }

    [LoggerMessage(LogLevel.Warning, "A message to /webhooks/{Kind}/{Service} was refused: {Why} ({Count} so far)")]
    private static partial void LogRefused(ILogger log, string kind, string service, string why, long count);

    private IResult NoSuchKind(HttpContext http) => http.Problem(
        404, "Nobody takes that here",
        $"Nothing was done. An address ends in one of {string.Join(", ", receivers.Select(r => r.Kind))}, and a service.",
        code: "webhook.no-such-kind");

    private static IResult NoSuchService(HttpContext http, string service) => http.Problem(
        404, "There is no such service", $"Nothing was done. {service} is no service; see `plimsoll service list`.",
        code: "webhook.no-such-service");

    private static IResult NotNow(HttpContext http, string why) => http.Problem(
        503, "Not now", $"{why} Send it again.", code: "webhook.not-now");

    private static IResult TooMany(HttpContext http) => http.Problem(
        503, "Too many at once", "Nothing was done: other messages of this kind are still being sent. Send it again.",
        code: "webhook.too-many");

    private static readonly Problem NotProven = new(
        401, "Not proven",
        "Nothing was done. The message has no signature that fits, is too old, or came before. The server's log says which.")
    {
        Code = "webhook.not-proven",
    };
}
