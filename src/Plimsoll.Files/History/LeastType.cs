using System.Collections.Immutable;
using Plimsoll.Core.Releases;

namespace Plimsoll.Files.History;

/// <summary>The least type the changes allow: by Conventional Commits, else by labels, else a person says it.</summary>
/// <param name="Type">Null when no commit tells.</param>
/// <param name="Because">The commit that demands it; null when none does.</param>
/// <param name="Silent">Commits that do not tell.</param>
public sealed record LeastType(ReleaseType? Type, CommitLine? Because, ImmutableArray<CommitLine> Silent)
{
    private const int MostNamed = 3;
    private const int LongestSubject = 72;

    /// <summary>Reads it off the changes that stand at the end of the range.</summary>
    public static LeastType Of(ImmutableArray<CommitLine> commits)
    {
        var read = StandingChanges.Of(commits).Select(commit => (Commit: commit, Size: SizeOf(commit))).ToList();
        var silent = read.Where(each => each.Size is null).Select(each => each.Commit);
        return read.Max(each => each.Size) is { } largest
            ? new LeastType(largest, read.First(each => each.Size == largest).Commit, [.. silent])
            : new LeastType(null, null, [.. silent]);
    }

    public string Sentence => (Type, Silent.Length) switch
    {
        (null, 0) => "There are no changes to read a type from.",
        (null, _) => $"None of the changes says how large it is, {Named}: whoever chose the version said it.",
        (_, 0) => $"At least {Word}: {Reason}",
        _ => $"At least {Word}: {Reason}. {Count} not say: {Named}.",
    };

    private string Reason => Because is null ? "" : Name(Because);

    private string Count => Silent.Length == 1 ? "1 other commit does" : $"{Silent.Length} other commits do";

    private string Named => string.Join(", ", Silent.Take(MostNamed).Select(Name))
        + (Silent.Length > MostNamed ? $" and {Silent.Length - MostNamed} more" : "");

    private static string Name(CommitLine commit) => commit.Subject.Length > LongestSubject
        ? $"{commit.ShortHash} {commit.Subject[..LongestSubject]}…" : $"{commit.ShortHash} {commit.Subject}";

    private string Word => $"{Type}".ToLowerInvariant();

    // Labels speak where the message does not; a type written out may only ask for more.
    private static ReleaseType? SizeOf(CommitLine commit) =>
        (ConventionalCommit.Read(commit)?.Size ?? Labels.Size(commit), Labels.Said(commit)) switch
        {
            ({ } told, { } said) => told > said ? told : said,
            var (told, said) => told ?? said,
        };
}
