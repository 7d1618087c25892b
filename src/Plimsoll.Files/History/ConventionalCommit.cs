using System.Text.RegularExpressions;

namespace Plimsoll.Files.History;

/// <summary>A commit that follows Conventional Commits 1.0: <c>feat(cart)!: add coupons</c>.</summary>
/// <param name="Type">In lower case: <c>feat</c>, <c>fix</c>, <c>docs</c>, …</param>
/// <param name="Scope">Empty when there is none.</param>
public sealed partial record ConventionalCommit(string Type, string Scope, bool Breaking, string Description)
{
    /// <summary>Null when the commit neither follows the convention nor tells of a breaking change.</summary>
    public static ConventionalCommit? Read(CommitLine commit)
    {
        var breaking = Footer().IsMatch(commit.Body);
        if (Header().Match(commit.Subject) is { Success: true } header)
            return new(
                header.Groups["type"].Value.ToLowerInvariant(),
                header.Groups["scope"].Value.Trim(),
                breaking || header.Groups["bang"].Success,
                header.Groups["text"].Value.Trim());
        return breaking ? new("", "", true, commit.Subject) : null;
    }

    /// <summary>The smallest release this commit may be in.</summary>
    public ChangeSize Size =>
        Breaking ? ChangeSize.Major : Type is "feat" or "feature" ? ChangeSize.Minor : ChangeSize.Patch;

    [GeneratedRegex(
        @"^(?<type>[A-Za-z][A-Za-z0-9_-]*)(\((?<scope>[^()]*)\))?(?<bang>!)?: +(?<text>\S.*)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Header();

    // The words must be in capitals; the hyphen makes them a footer of git's own kind.
    [GeneratedRegex(@"^BREAKING[ -]CHANGE: ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Footer();
}
