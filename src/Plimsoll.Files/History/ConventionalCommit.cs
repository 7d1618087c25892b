using System.Text.RegularExpressions;
using Plimsoll.Core.Releases;

namespace Plimsoll.Files.History;

/// <summary>A commit that follows Conventional Commits 1.0: <c>feat(cart)!: add coupons</c>.</summary>
/// <param name="Type">In lower case: <c>feat</c>, <c>fix</c>, <c>docs</c>, …; empty when only a footer tells.</param>
/// <param name="Scope">Empty when there is none.</param>
public sealed partial record ConventionalCommit(string Type, string Scope, bool Breaking, string Description)
{
    private const string Revert = "Revert \"";
    private const string Reapply = "Reapply \"";

    /// <summary>Null when the commit neither follows the convention nor tells of a breaking change.</summary>
    public static ConventionalCommit? Read(CommitLine commit)
    {
        var breaking = commit.Body.Length > 0 && Footer.Of(commit.Body).Any(footer => footer.IsBreaking);
        if ((Reverted(commit.Subject) ?? Header(commit.Subject) ?? Squashed(commit)) is { } told)
            return breaking ? told with { Breaking = true } : told;
        return breaking ? new("", "", true, commit.Subject) : null;
    }

    /// <summary>The smallest release this commit may be in.</summary>
    public ReleaseType Size =>
        Breaking ? ReleaseType.Major : Type is "feat" or "feature" ? ReleaseType.Minor : ReleaseType.Patch;

    /// <summary>The lines of the message's body that <see cref="Read"/> needs to say the same again.</summary>
    public static IEnumerable<string> LinesThatTell(CommitLine commit)
    {
        foreach (var line in commit.Body.Split('\n'))
            if (Footer.SquashedCommit(line) is { } subject) yield return $"* {subject}";
        foreach (var footer in Footer.Of(commit.Body))
            if (footer.IsBreaking) yield return $"{footer.Token}: {footer.Value}";
    }

    internal static ConventionalCommit? Header(string subject) =>
        HeaderForm().Match(subject) is { Success: true } header
            ? new(
                header.Groups["type"].Value.ToLowerInvariant(),
                header.Groups["scope"].Value.Trim(),
                header.Groups["bang"].Success,
                header.Groups["text"].Value.Trim())
            : null;

    /// <summary>Git's own words for taking back, and for taking that back.</summary>
    private static ConventionalCommit? Reverted(string subject)
    {
        var (inner, times) = Unwrapped(subject);
        if (times == 0) return null;
        return times % 2 == 0 ? Header(inner) : new("revert", "", false, inner);
    }

    // "Reapply" is git's word for a revert of a revert.
    private static (string Inner, int Times) Unwrapped(string subject)
    {
        var times = 0;
        while (subject.StartsWith(Revert, StringComparison.Ordinal) || subject.StartsWith(Reapply, StringComparison.Ordinal))
        {
            var word = subject[2] == 'v' ? Revert : Reapply;
            (subject, times) = (Bare(subject, word), times + (word == Revert ? 1 : 2));
        }
        return (subject, times);
    }

    private static string Bare(string subject, string word) =>
        subject.LastIndexOf('"') is var end && end >= word.Length ? subject[word.Length..end] : subject[word.Length..];

    /// <summary>A squash whose own subject does not tell: the largest of the commits listed in it does.</summary>
    private static ConventionalCommit? Squashed(CommitLine commit)
    {
        if (!commit.Body.Contains("* ", StringComparison.Ordinal)) return null;
        ConventionalCommit? largest = null;
        foreach (var line in commit.Body.EnumerateLines())
            if (Footer.SquashedCommit(line) is { } subject && Header(subject) is { } told
                && (largest is null || told.Size > largest.Size)) largest = told;
        return largest is null ? null : largest with { Scope = "", Description = commit.Subject };
    }

    // A colon and a space, as the convention wants it; more spaces do no harm.
    [GeneratedRegex(
        @"^(?<type>[A-Za-z][A-Za-z0-9_-]*)(\((?<scope>[^()]*)\))?(?<bang>!)?: +(?<text>\S.*)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex HeaderForm();
}
