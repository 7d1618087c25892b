using System.Collections.Frozen;

namespace Plimsoll.Files.History;

/// <summary>The groups of Keep a Changelog 1.1 in their order, between what breaks and what no user notices.</summary>
public enum ChangeGroup { Breaking, Added, Changed, Deprecated, Removed, Fixed, Security, WithoutEffect }

/// <summary>Which group a change belongs to, by the words people use.</summary>
internal static class ChangeWords
{
    private static readonly FrozenDictionary<string, ChangeGroup> Types = Table(
        (ChangeGroup.Added, ["feat", "feature"]),
        (ChangeGroup.Changed, ["perf", "change", "update", "improvement", "ux"]),
        (ChangeGroup.Deprecated, ["deprecate", "deprecated"]),
        (ChangeGroup.Removed, ["remove", "removed"]),
        (ChangeGroup.Fixed, ["fix", "bugfix", "hotfix"]),
        (ChangeGroup.Security, ["security", "sec"]),
        (ChangeGroup.WithoutEffect,
            ["build", "chore", "ci", "docs", "doc", "refactor", "style", "test", "tests", "release", "deps", "wip"]));

    // Only the first word of a subject that follows no convention.
    private static readonly FrozenDictionary<string, ChangeGroup> Verbs = Table(
        (ChangeGroup.Added, ["add", "added", "adds", "introduce", "introduces"]),
        (ChangeGroup.Deprecated, ["deprecate", "deprecates", "deprecated"]),
        (ChangeGroup.Removed, ["remove", "removes", "removed", "drop", "drops", "delete", "deletes"]),
        (ChangeGroup.Fixed, ["fix", "fixes", "fixed", "mend", "mends", "correct", "corrects"]));

    public static bool IsType(string type) => Types.ContainsKey(type);

    public static ChangeGroup? OfType(string type, string scope) =>
        type is "fix" or "feat" or "chore" && scope.Equals("security", StringComparison.OrdinalIgnoreCase)
            ? ChangeGroup.Security
        : Types.TryGetValue(type, out var group) ? group : null;

    public static ChangeGroup OfSubject(string subject) =>
        Verbs.GetValueOrDefault(subject.Split(' ', 2)[0], ChangeGroup.Changed);

    public static bool IsBot(CommitAuthor author) =>
        author.Name.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase)
        || author.Mail.Contains("[bot]@", StringComparison.OrdinalIgnoreCase)
        || author.Name.ToLowerInvariant() is "dependabot" or "dependabot-preview" or "renovate" or "renovate bot"
            or "github-actions" or "greenkeeper" or "semantic-release-bot";

    private static FrozenDictionary<string, ChangeGroup> Table(params (ChangeGroup Group, string[] Words)[] rows) =>
        rows.SelectMany(row => row.Words, (row, word) => KeyValuePair.Create(word, row.Group))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
