using System.Globalization;

namespace Plimsoll.Server.Repositories;

/// <summary>The commit that last changed a file on the main line, and when it came there.</summary>
public sealed record FileChange(string Commit, DateTimeOffset At);

/// <summary>Asks a mirror about one file.</summary>
public static class MirrorFile
{
    extension(Mirror mirror)
    {
        public async Task<Found<FileChange>> LastChange(string path, string mainLine, CancellationToken stop)
        {
            if (path.StartsWith('/') || path.Split('/').Contains("..") || path.Any(char.IsControl))
                return Found.Invalid<FileChange>($"{path} is not a file inside the repository, such as docs/runbook.md.");
            var there = await mirror.Git.Ask(
                ["cat-file", "-e", "--end-of-options", $"refs/heads/{mainLine}:{path}"], stop);
            if (!there.Succeeded)
                return Found.NotFound<FileChange>(
                    $"There is no {path} on {mainLine} of {mirror.Address} ({mirror.Age}).");
            // What a merge brought changed when it was merged, however old its commits are.
            var end = await mirror.Git.Ask(
                ["log", "-1", "--first-parent", "--no-patch", "--no-show-signature",
                    "--format=%H %cI", "--end-of-options", $"refs/heads/{mainLine}", "--", path], stop);
            return end.Succeeded && end.Text.Trim().Split(' ') is [var commit, var at]
                && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, out var changed)
                ? Found.Of(new FileChange(commit, changed))
                : Found.Blocked<FileChange>($"The history of {path} cannot be read: {GitWords.Why(end, Git.LocalLimit)}");
        }
    }
}
