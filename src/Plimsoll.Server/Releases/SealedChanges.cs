using System.Collections.Immutable;
using Plimsoll.Core.Releases;
using Plimsoll.Files.History;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Releases;

/// <summary>What a candidate keeps of its history: what notes are written from; the mirror has the rest.</summary>
internal static class SealedChanges
{
    private const int Most = 500;
    private const int MostLabels = 100;
    private const int LongestFooters = 4000;

    /// <summary>Newest first, but what breaks is never left out for what does not.</summary>
    public static ImmutableArray<Change> Of(ImmutableArray<CommitLine> commits) =>
        [.. StandingChanges.Of(commits).Select(Kept).OrderBy(change => change.Footers == "").Take(Most)];

    /// <summary>The commit again, as far as it was kept.</summary>
    public static CommitLine Read(Change change) =>
        new(change.Commit, [], new CommitAuthor(change.Author, ""), default, change.Subject, change.Footers);

    /// <summary>Null where the repository does not tell which files changed.</summary>
    public static Touched? Touched(ChangeRange range, ChangedPaths? paths)
    {
        if (paths is null) return null;
        var labels = range.Commits.SelectMany(Labels.Of).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return new Touched([.. labels.Take(MostLabels)], paths.Paths,
            paths.Whole && !range.Cut && labels.Count <= MostLabels);
    }

    private static Change Kept(CommitLine commit) => new(commit.Hash, commit.Author.Name, commit.Subject)
    {
        Footers = Shortened(string.Join('\n', ConventionalCommit.LinesThatTell(commit))),
    };

    private static string Shortened(string text) => text.Length > LongestFooters ? text[..LongestFooters] + "…" : text;
}
