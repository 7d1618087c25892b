using System.Collections.Frozen;
using Plimsoll.Core.Releases;

namespace Plimsoll.Files.History;

/// <summary>What a commit's trailers say of its size: <c>Release-Type: minor</c>, <c>Labels: bug, docs</c>.</summary>
public static class Labels
{
    private static readonly FrozenDictionary<string, ReleaseType> Sizes = Table(
        (ReleaseType.Major, ["major", "breaking", "breaking-change", "semver-major"]),
        (ReleaseType.Minor, ["minor", "feature", "feat", "enhancement", "semver-minor"]),
        (ReleaseType.Patch,
        [
            "patch", "bug", "bugfix", "fix", "security", "performance", "documentation", "docs", "dependencies",
            "chore", "maintenance", "refactoring", "tests", "semver-patch",
        ]));

    private const StringSplitOptions Parts = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>The largest type any label of the commit stands for; null when none stands for one.</summary>
    public static ReleaseType? Size(CommitLine commit) => Largest(commit, "Label", "Labels");

    /// <summary>What <c>Release-Type:</c> says; null when there is none.</summary>
    public static ReleaseType? Said(CommitLine commit) => Largest(commit, "Release-Type");

    /// <summary>The labels of a commit, as they are written.</summary>
    public static IEnumerable<string> Of(CommitLine commit) =>
        from footer in Footer.Of(commit.Body)
        where footer.Is("Label") || footer.Is("Labels")
        from label in footer.Value.Split([',', ';', '\n'], Parts)
        select label;

    private static ReleaseType? Largest(CommitLine commit, params ReadOnlySpan<string> tokens)
    {
        if (commit.Body.Length == 0) return null;
        ReleaseType? largest = null;
        foreach (var footer in Footer.Of(commit.Body))
            foreach (var token in tokens)
                if (footer.Is(token) && Max(footer.Value) is { } size && !(largest > size)) largest = size;
        return largest;
    }

    // "Type: Bug", "semver:minor" and "breaking change" are labels as trackers write them.
    private static ReleaseType? Max(string labels) =>
        labels.Split([',', ';', '\n'], Parts)
            .Select(label => label.Replace(':', '-').Replace(' ', '-').Replace('/', '-').Replace("--", "-"))
            .Select(label => label.StartsWith("type-", StringComparison.OrdinalIgnoreCase) ? label[5..] : label)
            .Select(label => Sizes.TryGetValue(label, out var size) ? size : (ReleaseType?)null)
            .Max();

    private static FrozenDictionary<string, ReleaseType> Table(params (ReleaseType Type, string[] Labels)[] rows) =>
        rows.SelectMany(row => row.Labels, (row, label) => KeyValuePair.Create(label, row.Type))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
