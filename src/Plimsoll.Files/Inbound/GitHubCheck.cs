using System.Globalization;

namespace Plimsoll.Files.Inbound;

/// <summary>
/// A check of GitHub's that has ended: a single one, or all of a suite for a commit; or a suite that has begun.
/// </summary>
/// <remarks>Repositories are told of a suite's begin only by the checks that are made in it; apps, by the suite.</remarks>
/// <param name="Name">The check's; empty for all of them together.</param>
/// <param name="Source">
/// Whose word it is: the app and its suite. An app has several for a commit, one for each workflow, and none of them
/// speaks for another; one that is run again stays the same suite.
/// </param>
/// <param name="Conclusion">GitHub's: <c>success</c>, <c>failure</c>, <c>neutral</c> and others; <see cref="Begun"/>.</param>
public sealed record GitHubCheck(
    string Name, string Source, string Commit, string Conclusion, string Link, DateTimeOffset At)
{
    /// <summary>In place of a conclusion: a suite that has not ended.</summary>
    public const string Begun = "begun";

    /// <param name="kind">The header <c>X-GitHub-Event</c>.</param>
    /// <returns>Null: another event.</returns>
    public static GitHubCheck? Read(string kind, ReadOnlyMemory<byte> body) => PostedJson.Read(body, root =>
    {
        if (kind is not ("check_run" or "check_suite")) return null;
        var check = PostedJson.Part(root, kind);
        var hasBegun = PostedJson.Text(root, "action") switch
        {
            "completed" => false,
            "created" or "requested" or "rerequested" when PostedJson.Text(check, "status") != "completed" => true,
            _ => (bool?)null,
        };
        if (hasBegun is not { } begun) return null;
        var app = PostedJson.Text(PostedJson.Part(check, "app"), "name");
        var suite = kind == "check_suite" ? check : PostedJson.Part(check, "check_suite");
        var source = $"{(app == "" ? "GitHub" : app)}, suite {PostedJson.Number(suite, "id")}";
        var commit = PostedJson.Text(check, "head_sha");
        var (name, time, link) = kind == "check_run"
            ? (PostedJson.Text(check, "name"), begun ? "started_at" : "completed_at", "html_url") : ("", "updated_at", "url");
        if (commit == "" || name == "" && kind == "check_run" || !DateTimeOffset.TryParse(
            PostedJson.Text(check, time), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return null;
        return begun
            // GitHub tells whole seconds: what began and ended in one has ended.
            ? new GitHubCheck("", source, commit, Begun, PostedJson.Text(check, link), at.AddMilliseconds(-1))
            : new GitHubCheck(name, source, commit, PostedJson.Text(check, "conclusion"), PostedJson.Text(check, link), at);
    });
}
