using System.Security.Cryptography;
using System.Text;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Inbound;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Connectors.Inbound;

/// <summary>GitHub's checks as evidence for the very commit of a candidate.</summary>
/// <remarks>GitHub signs no time; the time the check ended stands in what it signs.</remarks>
internal sealed class GitHub(Desk desk) : IReceiver
{
    private const string Algorithm = "sha256=";
    private const string Signature = "X-Hub-Signature-256";
    private const string Event = "X-GitHub-Event";

    public string Kind => "github";

    // As long as GitHub keeps a delivery to be sent again.
    public TimeSpan Window => TimeSpan.FromDays(3);

    public string Objection(Posted head, string secret, DateTimeOffset now) =>
        head.Only(Signature) is not { } shown ? $"there is no single {Signature}"
        : shown.Length != Algorithm.Length + 2 * SHA256.HashSizeInBytes || !shown.StartsWith(Algorithm, StringComparison.Ordinal)
            ? $"{Signature} is no {Algorithm} signature"
        : head.Only(Event) is null ? $"there is no single {Event}"
        : head.Only("X-GitHub-Delivery") is null ? "there is no single X-GitHub-Delivery" : "";

    public Checked Check(Posted message, string secret, DateTimeOffset now)
    {
        var (shown, kind) = (message.Only(Signature) ?? "", message.Only(Event) ?? "");
        var known = Algorithm + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), message.Body.Span));
        if (!Proof.Holds(shown, known)) return new Checked.Refused("the signature does not fit");
        if (GitHubCheck.Read(kind, message.Body) is not { } check) return new Checked.Proven("");
        return (now - check.At).Duration() > Window
            ? new Checked.Refused($"the check ended at {check.At:O}") : new Checked.Proven($"{kind} {known}");
    }

    public async Task<Done> Act(Posted message, string service, CancellationToken stop)
    {
        if (GitHubCheck.Read(message.Only(Event) ?? "", message.Body) is not { } check)
            return new Done.Acted("Nothing follows from it.");
        var (said, taken) = (new List<string>(), false);
        foreach (var release in Waiting(service, check.Commit))
        {
            if (check.Conclusion == GitHubCheck.Begun && IsKnown(release, check))
            {
                said.Add($"{release.Title} waits for it already, or knows how it ended.");
                continue;
            }

            var answer = await desk.Send(
                Release.StreamOf(release.Service, release.Version), Evidence(check), "system:github",
                CommandIds.Of($"github/{service}/{release.Version}/{Secrets.Digest(Encoding.UTF8.GetString(message.Body.Span))}"),
                stop);
            if (answer is Answer.NotTaken not) return new Done.NotNow(not.Reason);
            taken |= answer is Answer.Accepted;
            said.Add(answer is Answer.Refused refused
                ? $"{release.Title}: {refused.Refusal.Reason}" : $"Evidence for {release.Title}.");
        }

        // A check may end before its candidate is sealed: whoever sends it again later is not taken for an echo.
        return taken ? new Done.Acted(string.Join(" ", said))
            : new Done.Nothing(said.Count == 0 ? "No open release has this commit." : string.Join(" ", said));
    }

    private IEnumerable<Release> Waiting(string service, string commit) => desk.World.Newest<Release>(service).Select(r => r.Value)
        .Where(r => r.Closed() is null && r.Candidate?.Commit == commit);

    // A suite is begun by each check in it; one that ended since is not waited for again.
    private static bool IsKnown(Release release, GitHubCheck check) =>
        release.Evidence.Where(e => e.Gate == Concepts.CiGreen && e.Source == check.Source && e.Commit == check.Commit)
            .MaxBy(e => e.ObservedAt) is { } latest
        && (latest.ObservedAt >= check.At || latest.Summary == Summary(check));

    private static string Summary(GitHubCheck check) => check.Conclusion == GitHubCheck.Begun
        ? $"checks of {check.Source} are running"
        : $"{(check.Name == "" ? "all checks" : check.Name)} of {check.Source}: {check.Conclusion}";

    // What ended a moment after our clock is not from the future.
    private AddEvidence Evidence(GitHubCheck check) => new(
        check.Name == "" ? Concepts.CiGreen : check.Name, VerdictOf(check.Conclusion), check.Commit,
        check.Name == "" ? check.Source : $"{check.Source}: {check.Name}",
        check.At > desk.Now ? desk.Now : check.At,
        Summary(check), check.Link, ByHand: false);

    /// <summary>Only success opens; what did not run to its end says nothing.</summary>
    private static Verdict VerdictOf(string conclusion) => conclusion switch
    {
        "success" => Verdict.Passed,
        "failure" or "action_required" => Verdict.Failed,
        "timed_out" or "startup_failure" => Verdict.Error,
        _ => Verdict.Inconclusive,
    };
}
