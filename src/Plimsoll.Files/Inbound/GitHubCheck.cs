using System.Globalization;

namespace Plimsoll.Files.Inbound;

/// <summary>A check of GitHub's that has ended: a single one, or all of an app for a commit.</summary>
/// <param name="Name">The check's; empty for all of them together.</param>
/// <param name="Source">
/// Whose word it is: the app and its suite. An app has several for a commit, one for each workflow, and none of them
/// speaks for another; one that is run again stays the same suite.
/// </param>
/// <param name="Conclusion">GitHub's: <c>success</c>, <c>failure</c>, <c>neutral</c> and others.</param>
public sealed record GitHubCheck(
    string Name, string Source, string Commit, string Conclusion, string Link, DateTimeOffset At)
{
    /// <param name="kind">The header <c>X-GitHub-Event</c>.</param>
    /// <returns>Null: another event, or one that has not ended.</returns>
    public static GitHubCheck? Read(string kind, ReadOnlyMemory<byte> body) => PostedJson.Read(body, root =>
    {
        if (kind is not ("check_run" or "check_suite") || PostedJson.Text(root, "action") != "completed") return null;
        var check = PostedJson.Part(root, kind);
        var app = PostedJson.Text(PostedJson.Part(check, "app"), "name");
        var suite = kind == "check_suite" ? check : PostedJson.Part(check, "check_suite");
        var source = $"{(app == "" ? "GitHub" : app)}, suite {PostedJson.Number(suite, "id")}";
        var commit = PostedJson.Text(check, "head_sha");
        var (name, time, link) = kind == "check_run"
            ? (PostedJson.Text(check, "name"), "completed_at", "html_url") : ("", "updated_at", "url");
        return commit != "" && (name != "" || kind == "check_suite") && DateTimeOffset.TryParse(
            PostedJson.Text(check, time), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new GitHubCheck(name, source, commit, PostedJson.Text(check, "conclusion"),
                PostedJson.Text(check, link), at)
            : null;
    });
}
