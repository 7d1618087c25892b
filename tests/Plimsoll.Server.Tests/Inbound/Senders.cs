using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Server.Tests.Inbound;

/// <summary>A vendor's side of a webhook: a true message, and all the ways to forge one.</summary>
internal abstract class Sender(string secret, string service, DateTimeOffset now)
{
    protected DateTimeOffset Now => now;

    protected string Secret => secret;

    protected string Path => $"/webhooks/{Kind}/{service}";

    public abstract string Kind { get; }

    /// <summary>The header everything hangs on.</summary>
    protected abstract string Proof { get; }

    public abstract Wire True(int number);

    /// <summary>Forgeries only this kind of sender knows.</summary>
    protected abstract IEnumerable<Wire> Own(int number, Wire truth, Random random);

    public IEnumerable<Wire> Forged(int number, Random random)
    {
        var truth = True(number);
        var shown = truth[Proof];
        foreach (var wire in Own(number, truth, random)) yield return wire;
        yield return truth.Without(Proof);
        yield return truth.With(Proof, shown);
        yield return truth.With(Proof, "x");
        yield return truth.Without(Proof).With(Proof, "x").With(Proof, shown);
        yield return truth.Instead(Proof, "");
        yield return truth.Instead(Proof, $"{shown},{shown}");
        yield return truth.Instead(Proof, shown[..random.Next(shown.Length)]);
        yield return truth.Instead(Proof, shown + "A");
        yield return truth.Instead(Proof, Flipped(shown, random));
        yield return truth.Instead(Proof, Flipped(shown, random));
        yield return truth with { Path = truth.Path.Replace(service, "other") };
    }

    protected static byte[] Flipped(byte[] body, Random random)
    {
        var copy = (byte[])body.Clone();
        copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        return copy;
    }

    // Another character at one place of what proves; the first word says which way it does.
    private static string Flipped(string shown, Random random)
    {
        var at = shown.Length - 2 - random.Next(8);
        return shown[..at] + (shown[at] == 'b' ? 'c' : 'b') + shown[(at + 1)..];
    }

    protected static string Hex(string key, byte[] body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), body));
}

/// <summary>GitHub: <c>X-Hub-Signature-256</c> over the body; a delivery's id is not signed.</summary>
internal sealed class GitHubSender(string secret, string service, DateTimeOffset now, string commit = "0123456789abcdef0123456789abcdef01234567")
    : Sender(secret, service, now)
{
    public override string Kind => "github";

    protected override string Proof => "X-Hub-Signature-256";

    public override Wire True(int number) => Of("check_run", Run(number, "build", "success", Now.AddMinutes(-1)));

    public Wire Of(string kind, string body, string? key = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return new Wire(Path,
            [
                ("User-Agent", "GitHub-Hookshot/044aadd"), ("X-GitHub-Event", kind),
                ("X-GitHub-Delivery", $"{Guid.NewGuid()}"), ("X-GitHub-Hook-ID", "292430182"),
                (Proof, $"sha256={Hex(key ?? Secret, bytes)}"),
            ],
            bytes);
    }

    public string Run(int number, string name, string conclusion, DateTimeOffset at, int suite = 5) =>
        $$$"""
        {"action":"completed","check_run":{"id":{{{number}}},"name":"{{{name}}}","head_sha":"{{{commit}}}","status":"completed",
        "conclusion":"{{{conclusion}}}","completed_at":"{{{at:yyyy-MM-ddTHH:mm:ssZ}}}","html_url":"https://ci.example.test/{{{number}}}",
        "check_suite":{"id":{{{suite}}}},"app":{"id":15368,"slug":"github-actions","name":"GitHub Actions"}},"repository":{"full_name":"example/shop"}}
        """;

    /// <summary>A check is made: its suite has begun.</summary>
    public string Made(int number, string name, DateTimeOffset at, int suite = 5) =>
        $$$"""
        {"action":"created","check_run":{"id":{{{number}}},"name":"{{{name}}}","head_sha":"{{{commit}}}","status":"queued",
        "conclusion":null,"started_at":"{{{at:yyyy-MM-ddTHH:mm:ssZ}}}","completed_at":null,"html_url":"https://ci.example.test/{{{number}}}",
        "check_suite":{"id":{{{suite}}}},"app":{"id":15368,"slug":"github-actions","name":"GitHub Actions"}},"repository":{"full_name":"example/shop"}}
        """;

    public string Suite(string conclusion, DateTimeOffset at, int number = 5) =>
        $$$"""
        {"action":"completed","check_suite":{"id":{{{number}}},"head_branch":"main","head_sha":"{{{commit}}}","status":"completed",
        "conclusion":"{{{conclusion}}}","updated_at":"{{{at:yyyy-MM-ddTHH:mm:ssZ}}}","url":"https://ci.example.test/suite",
        "app":{"id":15368,"slug":"github-actions","name":"GitHub Actions"}},"repository":{"full_name":"example/shop"}}
        """;

    protected override IEnumerable<Wire> Own(int number, Wire truth, Random random)
    {
        var body = Encoding.UTF8.GetString(truth.Body);
#pragma warning disable CA5350 // GitHub signs with it too, for old receivers; here it must be worth nothing.
        var sha1 = Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), truth.Body));
#pragma warning restore CA5350
        yield return Of("check_run", body, "another secret than theirs");
        yield return Of("check_run", body, "");
        yield return truth with { Body = Flipped(truth.Body, random) };
        yield return truth with { Body = truth.Body[..^random.Next(1, truth.Body.Length)] };
        yield return truth with { Body = [.. truth.Body, (byte)' '] };
        yield return truth with { Body = [] };
        yield return truth with { Body = Encoding.UTF8.GetBytes(Run(number, "build", "success", Now)) };
        yield return truth.Without(Proof).With("X-Hub-Signature", $"sha1={sha1}");
        yield return truth.Instead(Proof, $"sha1={sha1}");
        yield return truth.Instead(Proof, truth[Proof].Replace("sha256=", ""));
        yield return truth.Instead(Proof, truth[Proof].Replace("sha256=", "SHA256="));
        yield return truth.Instead(Proof, truth[Proof].Replace("sha256=", "sha512="));
        yield return truth.Instead(Proof, truth[Proof].Replace("sha256=", "none="));
        yield return truth.Without("X-GitHub-Event");
        yield return truth.With("X-GitHub-Event", "ping");
        yield return truth.Without("X-GitHub-Delivery");
        yield return Of("check_run", Run(number, "build", "success", Now.AddDays(-4)));
        yield return Of("check_run", Run(number, "build", "success", Now.AddDays(4)));
    }
}

/// <summary>Whoever follows Standard Webhooks: id, time and body are signed together.</summary>
internal sealed class StandardSender(string secret, string service, DateTimeOffset now) : Sender(secret, service, now)
{
    public override string Kind => "standard";

    protected override string Proof => "webhook-signature";

    public override Wire True(int number) => Of($"msg_{number}", Now.AddSeconds(number % 240 - 120), Alert($"disk-{number % 7}"));

    public static string Alert(string key, string type = "alert.firing", string severity = "critical") =>
        $$$"""
        {"type":"{{{type}}}","timestamp":"2026-11-24T14:36:00Z","data":{"title":"Disk of {{{key}}} is full","key":"{{{key}}}",
        "since":"2026-11-24T14:30:00Z","text":"91 % and growing","severity":"{{{severity}}}"}}
        """;

    public Wire Of(string id, DateTimeOffset at, string body, string? key = null) =>
        Signed(id, $"{at.ToUnixTimeSeconds()}", Encoding.UTF8.GetBytes(body), key);

    private Wire Signed(string id, string written, byte[] body, string? key = null) => new(Path,
        [
            ("webhook-id", id), ("webhook-timestamp", written),
            (Proof, "v1," + Convert.ToBase64String(HMACSHA256.HashData(
                Convert.FromBase64String((key ?? Secret)["whsec_".Length..]),
                (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{written}."), .. body]))),
        ],
        body);

    protected override IEnumerable<Wire> Own(int number, Wire truth, Random random)
    {
        var (id, body) = (truth["webhook-id"], Encoding.UTF8.GetString(truth.Body));
        var seconds = Now.ToUnixTimeSeconds();
        yield return Of(id, Now, body, "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        yield return Of(id, Now.AddMinutes(-5).AddSeconds(-1 - random.Next(100_000)), body);
        yield return Of(id, Now.AddMinutes(5).AddSeconds(1 + random.Next(100_000)), body);
        yield return truth with { Body = Flipped(truth.Body, random) };
        yield return truth with { Body = truth.Body[..^random.Next(1, truth.Body.Length)] };
        yield return truth with { Body = [.. truth.Body, (byte)'\n'] };
        yield return truth.Instead("webhook-id", id + "0");
        yield return truth.Instead("webhook-timestamp", $"{long.Parse(truth["webhook-timestamp"]) + 1}");
        foreach (var written in (string[])[$"+{seconds}", $"0{seconds}", $"{seconds}.0", $"{seconds}000", "0x6741", "", "-1", "99999999999999999999"])
            yield return Signed(id, written, truth.Body);
        foreach (var name in (string[])["webhook-id", "webhook-timestamp"])
        {
            yield return truth.Without(name);
            yield return truth.With(name, truth[name]);
        }

        foreach (var way in (string[])["v1a,", "v0,", "v2,", "", "V1,", "none,", "v1, ", "v1="])
            yield return truth.Instead(Proof, truth[Proof].Replace("v1,", way));
        yield return Signed("a.b", $"{seconds}", truth.Body);
    }
}

/// <summary>Alertmanager: a bearer token of its <c>http_config</c>, and no signature.</summary>
internal sealed class AlertmanagerSender(string secret, string service, DateTimeOffset now, params string[] otherTokens)
    : Sender(secret, service, now)
{
    public override string Kind => "alertmanager";

    protected override string Proof => "Authorization";

    // The same alerts again and again, as a pair of senders tells them.
    public override Wire True(int number) => Of(Group(number % 5, number % 40, number % 3 == 0 ? "resolved" : "firing"));

    public Wire Of(string body) => new(Path, [("User-Agent", "Alertmanager/0.25.0"), (Proof, $"Bearer {Secret}")], Encoding.UTF8.GetBytes(body));

    public static string Group(int group, int alert, string status, string severity = "warning") =>
        $$$"""
        {"receiver":"plimsoll","status":"{{{status}}}","version":"4","groupKey":"{}:{group=\"{{{group}}}\"}","truncatedAlerts":0,
        "groupLabels":{"group":"{{{group}}}"},"commonLabels":{"alertname":"ErrorRate","severity":"{{{severity}}}"},
        "commonAnnotations":{"summary":"Errors of group {{{group}}}"},"externalURL":"http://alerts.example.test",
        "alerts":[{"status":"{{{status}}}","labels":{"alertname":"ErrorRate","instance":"i{{{alert}}}"},
        "annotations":{"summary":"Errors on i{{{alert}}}"},"startsAt":"2026-11-24T14:00:00Z","endsAt":"0001-01-01T00:00:00Z",
        "generatorURL":"http://prometheus.example.test","fingerprint":"{{{alert:x16}}}"}]}
        """;

    protected override IEnumerable<Wire> Own(int number, Wire truth, Random random)
    {
        foreach (var other in otherTokens) yield return truth.Instead(Proof, $"Bearer {other}");
        yield return truth.Instead(Proof, $"bearer {Secret}");
        yield return truth.Instead(Proof, $"Bearer  {Secret}");
        yield return truth.Instead(Proof, $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"plimsoll:{Secret}"))}");
        yield return truth.Instead(Proof, Secret);
        yield return truth.Instead(Proof, $"Bearer {Secret.ToUpperInvariant()}");
        yield return truth.Instead(Proof, "Bearer ");
        yield return truth.Instead(Proof, "Bearer null");
        yield return truth.Without(Proof).With("X-Authorization", $"Bearer {Secret}");
        yield return truth.Without(Proof) with { Path = $"{Path}?token={Secret}" };
        yield return truth.Without(Proof).With("Cookie", $"Authorization={Secret}");
        yield return truth.Instead(Proof, $"Bearer {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(random.Next(1, 40)))}");
    }
}
