using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Plimsoll.Files.History;

/// <summary>The changes of a range that are still there at its end, one by one.</summary>
public static partial class StandingChanges
{
    /// <summary>
    /// Without merge commits, which repeat what they merge, and without what was taken back within the range,
    /// together with the commit that took it back. What was taken back from an earlier release stays a change.
    /// </summary>
    /// <param name="commits">Newest first, as git tells them.</param>
    public static ImmutableArray<CommitLine> Of(ImmutableArray<CommitLine> commits)
    {
        var gone = commits.Any(MayTakeBack) ? TakenBack(commits) : [];
        return [.. commits.Where(commit => !commit.IsMerge && !gone.Contains(commit.Hash))];
    }

    private static bool MayTakeBack(CommitLine commit) =>
        commit.Body.Contains("This reverts commit ", StringComparison.Ordinal)
        || commit.Subject.StartsWith("revert", StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> TakenBack(ImmutableArray<CommitLine> commits)
    {
        var known = new CommitsByHash(commits);
        var gone = new HashSet<string>(StringComparer.Ordinal);
        // The newest first: a revert that was itself taken back takes nothing back.
        foreach (var revert in commits.Where(MayTakeBack))
        {
            if (gone.Contains(revert.Hash)) continue;
            var named = Named(revert).Select(known.Find).ToList();
            foreach (var commit in named.OfType<CommitLine>().Where(commit => commit != revert))
                gone.UnionWith(commit.IsMerge ? known.BroughtBy(commit) : [commit.Hash]);
            if (named.Count > 0 && named.All(commit => commit is not null)) gone.Add(revert.Hash);
        }
        return gone;
    }

    private static IEnumerable<string> Named(CommitLine revert)
    {
        var byGit = ByGit().Matches(revert.Body).Select(match => match.Groups["hash"].Value).ToList();
        return byGit.Count > 0 || ConventionalCommit.Header(revert.Subject) is not { Type: "revert" }
            ? byGit
            : Footer.Of(revert.Body).Where(footer => footer.Is("Refs") || footer.Is("Ref"))
                .SelectMany(footer => Hash().Matches(footer.Value)).Select(match => match.Value);
    }

    [GeneratedRegex(
        @"^This reverts commit (?<hash>[0-9a-f]{7,64})\b", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ByGit();

    [GeneratedRegex(@"\b[0-9a-f]{7,64}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
