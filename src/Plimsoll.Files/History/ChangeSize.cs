using System.Collections.Immutable;

namespace Plimsoll.Files.History;

/// <summary>How large a change is, in order: what is not known is the smallest.</summary>
public enum ChangeSize { NoneKnown, Patch, Minor, Major }

/// <summary>The least type the changes allow.</summary>
/// <param name="Because">The commit that demands it; null when none is known.</param>
/// <param name="Unconventional">Commits that do not tell; labels or a person must.</param>
public sealed record LeastType(ChangeSize Size, CommitLine? Because, int Unconventional)
{
    /// <summary>Reads it off the commits; merge commits repeat what they merge and are not counted.</summary>
    public static LeastType Of(ImmutableArray<CommitLine> commits)
    {
        var read = commits.Where(commit => !commit.IsMerge)
            .Select(commit => (Commit: commit, Told: ConventionalCommit.Read(commit))).ToList();
        var largest = read.OrderByDescending(each => each.Told?.Size ?? ChangeSize.NoneKnown).FirstOrDefault();
        return new LeastType(
            largest.Told?.Size ?? ChangeSize.NoneKnown,
            largest.Told is null ? null : largest.Commit,
            read.Count(each => each.Told is null));
    }

    public string Sentence => (Size, Unconventional) switch
    {
        (ChangeSize.NoneKnown, 0) => "There are no changes to read a type from.",
        (ChangeSize.NoneKnown, _) => $"None of {Unconventional} commits says how large it is; name the type yourself.",
        (_, 0) => $"At least {Word}: {Because?.ShortHash} {Because?.Subject}",
        _ => $"At least {Word}: {Because?.ShortHash} {Because?.Subject} ({Unconventional} other commits do not say).",
    };

    private string Word => Size switch { ChangeSize.Major => "major", ChangeSize.Minor => "minor", _ => "patch" };
}
