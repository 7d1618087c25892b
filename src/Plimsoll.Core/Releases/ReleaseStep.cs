using Semver;

namespace Plimsoll.Core.Releases;

/// <summary>The step from the last release to the next, as the numbers tell it.</summary>
/// <param name="Type">What the numbers say the release is; null for a first one.</param>
/// <param name="HasLeastType">False for the first release and for 0.y.z: the changes demand nothing there.</param>
/// <param name="Note">What is unusual about it; null when nothing is.</param>
/// <param name="Problem">Why it is no step; null when it is one.</param>
public sealed record ReleaseStep(ReleaseType? Type, bool HasLeastType, string? Note, string? Problem)
{
    /// <param name="since">The last release; empty when there is none.</param>
    public static ReleaseStep Read(string since, string version)
    {
        var (next, problem) = VersionText.Read(version);
        if (next is null) return No(problem);
        // A version adopted under some other scheme is nothing to step from.
        return VersionText.Read(since).Version is { } last ? Between(last, next) : new(null, false, null, null);
    }

    /// <summary>The newest of some versions that comes before this one, a release after its pre-releases; empty for
    /// none.</summary>
    public static string LastBefore(string version, IEnumerable<string> versions) =>
        VersionText.Read(version).Version is not { } next ? "" : (
            from one in versions
            let read = VersionText.Read(one).Version
            where read is not null && read.ComparePrecedenceTo(next) < 0
            select (Text: one, Read: read)).OrderByDescending(one => one.Read, SemVersion.PrecedenceComparer)
                .Select(one => one.Text).FirstOrDefault("");

    private static ReleaseStep Between(SemVersion last, SemVersion next) => next.ComparePrecedenceTo(last) <= 0
        ? No($"{next} does not come after {last}, the last release; what comes next is {All(NextOf(last))}.")
        : new(TypeOf(last, next), next.Major > 0, NoteOn(last, next), null);

    private static ReleaseType TypeOf(SemVersion last, SemVersion next) =>
        next.Major != last.Major ? ReleaseType.Major
        : next.Minor != last.Minor ? ReleaseType.Minor
        : next.Patch != last.Patch ? ReleaseType.Patch
        // From one pre-release to the next, or to the release itself: as large as the numbers it carries.
        : next.Patch > 0 ? ReleaseType.Patch
        : next.Minor > 0 ? ReleaseType.Minor
        : ReleaseType.Major;

    private static string? NoteOn(SemVersion last, SemVersion next)
    {
        var bare = next.WithoutPrereleaseOrMetadata();
        return bare == last.WithoutPrereleaseOrMetadata() || NextOf(last).Contains(bare)
            ? null
            : $"{next} follows {last}; usual are {All(NextOf(last))}.";
    }

    private static IReadOnlyList<SemVersion> NextOf(SemVersion last) =>
    [
        new(last.Major, last.Minor, last.IsPrerelease ? last.Patch : last.Patch + 1),
        new(last.Major, last.Minor + 1, 0),
        new(last.Major + 1, 0, 0),
    ];

    private static string All(IEnumerable<SemVersion> versions) => string.Join(", ", versions);

    private static ReleaseStep No(string? problem) => new(null, false, null, problem);
}
