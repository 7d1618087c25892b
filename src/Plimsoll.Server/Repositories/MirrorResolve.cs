using Plimsoll.Core.Releases;
using Plimsoll.Files.History;

namespace Plimsoll.Server.Repositories;

/// <summary>A commit that exists, and how it was named.</summary>
/// <param name="Tag">The tag it was found by; null when it was named otherwise.</param>
public sealed record ResolvedCommit(string Hash, string? Tag);

/// <summary>Finds the commit a person means by a version, a tag, a branch or the beginning of a hash.</summary>
public static class MirrorResolve
{
    extension(Mirror mirror)
    {
        public async Task<Found<ResolvedCommit>> Resolve(string name, string tagPattern, CancellationToken stop)
        {
            var (pattern, problem) = TagPattern.Read(tagPattern);
            if (pattern is null) return Found.Invalid<ResolvedCommit>(problem ?? "");
            if (!IsSafe(name))
                return Found.Invalid<ResolvedCommit>($"'{name}' is not the name of a version, tag, branch or commit.");
            return VersionText.Read(name).Version is not null
                ? await mirror.ByTag(pattern.TagOf(name), stop)
                    ?? mirror.Missing($"no tag {pattern.TagOf(name)} for {name}", "Push the tag, or name a commit.")
                : await mirror.ByTag(name, stop)
                    ?? await mirror.ByCommit(name, stop)
                    ?? mirror.Missing($"no tag, branch or commit {name}", "Push it, or correct the name.");
        }

        /// <summary>True when the commit is here.</summary>
        internal async Task<bool> Has(string commit, CancellationToken stop) =>
            await mirror.Commit(commit, stop) == commit;

        private async Task<Found<ResolvedCommit>?> ByTag(string tag, CancellationToken stop)
        {
            if (await mirror.Commit($"refs/tags/{tag}", stop) is not { } commit) return null;
            var first = await mirror.Seen.FirstCommitOf(tag, stop);
            return first is null || first == commit
                ? Found.Of(new ResolvedCommit(commit, tag))
                : Found.Blocked<ResolvedCommit>(
                    $"Tag {tag} named commit {Short(first)} when it was first seen and names {Short(commit)} now: "
                    + "somebody moved it. Release a new version, or name the commit itself.");
        }

        private async Task<Found<ResolvedCommit>?> ByCommit(string name, CancellationToken stop)
        {
            var commit = await mirror.Commit($"refs/heads/{name}", stop)
                ?? (IsHash(name) ? await mirror.Commit(name, stop) : null);
            return commit is null ? null : Found.Of(new ResolvedCommit(commit, null));
        }

        private async Task<string?> Commit(string revision, CancellationToken stop)
        {
            if (!Directory.Exists(mirror.Folder)) return null;
            var end = await mirror.Git.Ask(
                ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"], stop);
            return end.Succeeded ? end.Text.Trim() : null;
        }

        private Found<ResolvedCommit> Missing(string what, string todo) =>
            Found.NotFound<ResolvedCommit>($"There is {what} in {mirror.Address} ({mirror.Age}). {todo}");
    }

    internal static string Short(string hash) => hash.Length > 8 ? hash[..8] : hash;

    internal static bool IsHash(string name) => name.Length is >= 7 and <= 64 && name.All(char.IsAsciiHexDigit);

    private static bool IsSafe(string name) =>
        name.Length is > 0 and <= 200
        && name[0] != '-'
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && !name.Any(c => char.IsControl(c) || " ~^:?*[\\".Contains(c, StringComparison.Ordinal));
}
