using System.Collections.Immutable;
using Plimsoll.Core.Releases;
using Plimsoll.Files.History;

namespace Plimsoll.Server.Releases;

/// <summary>What a candidate keeps of its history: what notes are written from; the mirror has the rest.</summary>
internal static class SealedChanges
{
    private const int Most = 500;
    private const int LongestFooters = 4000;

    /// <summary>Newest first, but what breaks is never left out for what does not.</summary>
    public static ImmutableArray<Change> Of(ImmutableArray<CommitLine> commits) =>
        [.. StandingChanges.Of(commits).Select(Kept).OrderBy(change => change.Footers == "").Take(Most)];

    /// <summary>The commit again, as far as it was kept.</summary>
    public static CommitLine Read(Change change) =>
        new(change.Commit, [], new CommitAuthor(change.Author, ""), default, change.Subject, change.Footers);

    private static Change Kept(CommitLine commit) => new(commit.Hash, commit.Author.Name, commit.Subject)
    {
        Footers = Shortened(string.Join('\n', ConventionalCommit.LinesThatTell(commit))),
    };

    private static string Shortened(string text) => text.Length > LongestFooters ? text[..LongestFooters] + "…" : text;
}
