using Semver;

namespace Plimsoll.Files.History;

/// <summary>The step from the last release to the next.</summary>
/// <param name="Size">What the numbers say the release is; <see cref="ChangeSize.NoneKnown"/> for a first one.</param>
/// <param name="HasLeastType">False for the first release and for 0.y.z: the changes demand nothing there.</param>
/// <param name="Note">What is unusual about it; null when nothing is.</param>
/// <param name="Problem">Why it is no step; null when it is one.</param>
public sealed record ReleaseStep(ChangeSize Size, bool HasLeastType, string? Note, string? Problem)
{
    /// <param name="previous">The last release; null when there is none.</param>
    public static ReleaseStep Read(string? previous, string next)
    {
        var (version, problem) = VersionText.Read(next);
        if (version is null) return No(problem);
        if (previous is null) return new(ChangeSize.NoneKnown, false, null, null);
        var (before, old) = VersionText.Read(previous);
        return before is null ? No(old) : Between(before, version);
    }

    /// <summary>Why a release of this size may not hold these changes; null when it may.</summary>
    public string? RefusalFor(LeastType least, string next) => HasLeastType && Size < least.Size
        ? $"{next} is a {Word(Size)} release and the changes are larger. {least.Sentence}"
        : null;

    private static ReleaseStep Between(SemVersion before, SemVersion next)
    {
        if (next.ComparePrecedenceTo(before) <= 0)
            return No($"{next} does not come after {before}; what comes next is {string.Join(", ", NextOf(before))}.");
        var size = SizeOf(before, next);
        return new(size, next.Major > 0, NoteOn(before, next), null);
    }

    private static ChangeSize SizeOf(SemVersion before, SemVersion next) =>
        next.Major != before.Major ? ChangeSize.Major
        : next.Minor != before.Minor ? ChangeSize.Minor
        : next.Patch != before.Patch ? ChangeSize.Patch
        // From one pre-release to the next, or to the release itself: as large as the numbers it carries.
        : next.Patch > 0 ? ChangeSize.Patch
        : next.Minor > 0 ? ChangeSize.Minor
        : ChangeSize.Major;

    private static string? NoteOn(SemVersion before, SemVersion next)
    {
        var bare = next.WithoutPrereleaseOrMetadata();
        return bare == before.WithoutPrereleaseOrMetadata() || NextOf(before).Contains(bare)
            ? null
            : $"{next} follows {before}; usual are {string.Join(", ", NextOf(before))}.";
    }

    /// <summary>The patch, minor and major that come next.</summary>
    public static IReadOnlyList<SemVersion> NextOf(SemVersion before) =>
    [
        new(before.Major, before.Minor, before.IsPrerelease ? before.Patch : before.Patch + 1),
        new(before.Major, before.Minor + 1, 0),
        new(before.Major + 1, 0, 0),
    ];

    private static string Word(ChangeSize size) =>
        size switch { ChangeSize.Major => "major", ChangeSize.Minor => "minor", _ => "patch" };

    private static ReleaseStep No(string? problem) => new(ChangeSize.NoneKnown, false, null, problem);
}
