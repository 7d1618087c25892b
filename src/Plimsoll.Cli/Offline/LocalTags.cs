using Plimsoll.Core.Releases;
using Semver;

namespace Plimsoll.Cli.Offline;

/// <summary>The tags of a repository on this machine.</summary>
internal static class LocalTags
{
    public static async Task<IReadOnlyList<string>> All(LocalGit git, CancellationToken stop) =>
        (await git.Text(["for-each-ref", "--format=%(refname:strip=2)", "refs/tags"], stop) ?? "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The newest of its series before a version; a release passes over pre-releases. Empty: none.</summary>
    public static string Before(string prefix, string version, IReadOnlyList<string> tags)
    {
        if (VersionText.Read(version).Version is not { } next) return "";
        return (from tag in tags
                where tag.StartsWith(prefix, StringComparison.Ordinal)
                let one = VersionText.Read(tag[prefix.Length..]).Version
                where one is not null && one.ComparePrecedenceTo(next) < 0 && (next.IsPrerelease || !one.IsPrerelease)
                select (Tag: tag, Version: one))
            .OrderByDescending(one => one.Version, SemVersion.PrecedenceComparer).FirstOrDefault().Tag ?? "";
    }
}
