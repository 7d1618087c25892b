using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Plimsoll.Core.Catalog;
using Semver;

namespace Plimsoll.Files.Catalog;

/// <summary>Asks the <c>git</c> command about a folder.</summary>
internal static partial class GitLook
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Null where there is no repository, or no <c>git</c>.</summary>
    public static async Task<GitFindings?> At(string folder, CancellationToken stop)
    {
        if (await Ask(folder, stop, "rev-parse", "--git-dir") is null) return null;
        var tags = (await Ask(folder, stop, "tag", "--list") ?? "").Split('\n', StringSplitOptions.TrimEntries);
        var (pattern, newest) = Versions(tags);
        return new GitFindings(
            Address(await Ask(folder, stop, "config", "--get", "remote.origin.url")),
            await MainLine(folder, stop),
            pattern,
            newest,
            await Ask(folder, stop, "config", "--get", "user.name"));
    }

    /// <summary>The remote as it may stand in a file: never with the password some keep in it.</summary>
    private static string? Address(string? remote)
    {
        if (remote is null || !RepositoryAddress.IsRemote(remote) || remote.Any(char.IsControl)) return null;
        return Password().Replace(remote, "$1");
    }

    private static async Task<string> MainLine(string folder, CancellationToken stop)
    {
        var remote = await Ask(folder, stop, "symbolic-ref", "--short", "refs/remotes/origin/HEAD");
        if (remote is not null) return remote[(remote.IndexOf('/') + 1)..];
        var branches = (await Ask(folder, stop, "branch", "--format=%(refname:short)") ?? "").Split('\n');
        string[] usual = ["main", "master", "trunk"];
        return usual.FirstOrDefault(branches.Contains)
            ?? await Ask(folder, stop, "symbolic-ref", "--short", "HEAD")
            ?? "main";
    }

    /// <summary>The pattern most version tags follow, and the highest version among them.</summary>
    private static (string? Pattern, string? Newest) Versions(IEnumerable<string> tags)
    {
        var versions =
            from tag in tags
            let match = VersionTag().Match(tag)
            where match.Success && SemVersion.TryParse(match.Groups["version"].Value, SemVersionStyles.Strict, out _)
            group match.Groups["version"].Value by match.Groups["before"].Value + "{version}";
        var most = versions.OrderByDescending(same => same.Count()).ThenBy(same => same.Key.Length).FirstOrDefault();
        var newest = most?.MaxBy(v => SemVersion.Parse(v, SemVersionStyles.Strict), SemVersion.SortOrderComparer);
        return (most?.Key, newest);
    }

    /// <summary>The answer without its line end; null when git says no, or nothing, or takes too long.</summary>
    private static async Task<string?> Ask(string folder, CancellationToken stop, params string[] words)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Longest);
        using var git = Start(folder, words);
        if (git is null) return null;
        try
        {
            var errors = git.StandardError.ReadToEndAsync(limit.Token);
            var answer = (await git.StandardOutput.ReadToEndAsync(limit.Token)).Trim();
            await errors;
            await git.WaitForExitAsync(limit.Token);
            return git.ExitCode == 0 && answer.Length > 0 ? answer : null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            git.Kill(entireProcessTree: true);
            return null;
        }
    }

    private static Process? Start(string folder, string[] words)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null; // git is not installed
        }
    }

    [GeneratedRegex("^(https?://)[^/@]*@")]
    private static partial Regex Password();

    [GeneratedRegex(@"\A(?<before>[A-Za-z0-9._/-]*?)(?<version>[0-9]+\.[0-9]+\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?)\z")]
    private static partial Regex VersionTag();
}
