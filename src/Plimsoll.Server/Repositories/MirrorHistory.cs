using System.Collections.Immutable;
using Plimsoll.Files.History;
using Semver;

namespace Plimsoll.Server.Repositories;

/// <summary>What changed from one commit to another.</summary>
/// <param name="Since">The last release's commit; null when this is the whole history.</param>
/// <param name="Commits">Newest first.</param>
/// <param name="Cut">True: there are more than are listed.</param>
/// <param name="Sentence">What the list covers, for the release page.</param>
public sealed record ChangeRange(
    string? Since, string To, ImmutableArray<CommitLine> Commits, bool Cut, string Sentence);

/// <summary>A version somebody tagged.</summary>
public sealed record TaggedVersion(SemVersion Version, string Tag, string Commit);

/// <summary>Asks a mirror for versions and changes.</summary>
public static class MirrorHistory
{
    /// <summary>More commits than this are no release notes.</summary>
    public const int MaxCommits = 30_000;

    extension(Mirror mirror)
    {
        /// <summary>The tagged versions of a service, newest first by precedence.</summary>
        public async Task<Found<IReadOnlyList<TaggedVersion>>> Versions(string tagPattern, CancellationToken stop)
        {
            var (pattern, problem) = TagPattern.Read(tagPattern);
            if (pattern is null) return Found.Invalid<IReadOnlyList<TaggedVersion>>(problem ?? "");
            if (mirror.FetchedAt is null) return Found.Blocked<IReadOnlyList<TaggedVersion>>(NeverFetched(mirror));
            var tags = await MirrorTags.Read(mirror.Git, stop);
            return Found.Of<IReadOnlyList<TaggedVersion>>(
                [.. (from tag in tags
                    let version = pattern.VersionOf(tag.Name)
                    where version is not null
                    select new TaggedVersion(version, tag.Name, tag.Commit))
                    .OrderByDescending(tagged => tagged.Version, SemVersion.SortOrderComparer)]);
        }

        /// <summary>The commits that are in <paramref name="to"/> and not yet in the last release.</summary>
        /// <param name="since">The last release's commit; null for the first release.</param>
        /// <param name="path">The folder of a monorepo that belongs to the service; empty for all of it.</param>
        public async Task<Found<ChangeRange>> Changes(string to, string? since, string path, CancellationToken stop)
        {
            if (PathProblem(path) is { } bad) return Found.Invalid<ChangeRange>(bad);
            foreach (var commit in (string?[])[to, since])
                if (commit is not null && !(MirrorResolve.IsHash(commit) && await mirror.Has(commit, stop)))
                    return Found.NotFound<ChangeRange>(
                        $"Commit {commit} is not in {mirror.Address} ({mirror.Age}). Push it, or fetch again.");
            var end = await mirror.Git.Ask(LogOf(to, since, path), stop);
            if (!end.Succeeded)
                return Found.Blocked<ChangeRange>($"The history cannot be read: {GitWords.Why(end, Git.LocalLimit)}");
            var commits = CommitLog.Read(end.Output);
            var cut = end.Cut || commits.Length > MaxCommits;
            var listed = commits.Length > MaxCommits ? commits[..MaxCommits] : commits;
            var apart = since is not null && !await mirror.IsAncestor(since, to, stop);
            return Found.Of(new ChangeRange(since, to, listed, cut, Sentence(listed.Length, since, cut, apart, path)));
        }

        internal async Task<bool> IsAncestor(string commit, string of, CancellationToken stop) =>
            (await mirror.Git.Ask(["merge-base", "--is-ancestor", "--end-of-options", commit, of], stop)).Succeeded;
    }

    internal static string NeverFetched(Mirror mirror) =>
        $"The repository {mirror.Address} was never fetched; fetch it first.";

    private static ImmutableArray<string> LogOf(string to, string? since, string path)
    {
        var arguments = ImmutableArray.Create(
            "log", "-z", "--encoding=UTF-8", "--no-show-signature", $"--max-count={MaxCommits + 1}",
            "--format=" + CommitLog.Format, "--end-of-options", to);
        if (since is not null) arguments = arguments.Add("^" + since);
        return path.Length == 0 ? arguments.Add("--") : arguments.AddRange("--", path);
    }

    private static string? PathProblem(string path) =>
        path.StartsWith('/') || path.Split('/').Contains("..") || path.Any(char.IsControl)
            ? $"Path '{path}' must be a folder inside the repository, such as services/shop."
            : null;

    private static string Sentence(int count, string? since, bool cut, bool apart, string path)
    {
        var commits = count == 1 ? "1 commit" : $"{count} commits";
        return (cut ? $"The newest {commits}" : commits)
            + (since is null ? " of the whole history: the first release" : $" since {MirrorResolve.Short(since)}")
            + (path.Length > 0 ? $", in {path}" : "")
            + (apart ? "; the last release is not part of this line of history, what both share is left out" : "")
            + ".";
    }
}
