using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Plimsoll.Files.History;

/// <summary>One change as release notes tell it.</summary>
/// <param name="Text">One line: what changed, without the convention's words.</param>
/// <param name="Number">The pull request, such as <c>#12</c>; empty when the subject names none.</param>
/// <param name="Breaks">What the commit says of each thing that breaks; empty when it says nothing more.</param>
public sealed partial record NotableChange(
    ChangeGroup Group, string Scope, string Text, string Number, ImmutableArray<string> Breaks, CommitLine Commit)
{
    public static NotableChange Read(CommitLine commit)
    {
        var told = ConventionalCommit.Read(commit);
        var known = told is null ? null : GroupOf(told);
        var (text, number) = Parted(Bare(known is null ? commit.Subject : told?.Description ?? commit.Subject));
        var group = told is { Breaking: true } ? ChangeGroup.Breaking : known ?? ChangeWords.OfSubject(commit.Subject);
        return new NotableChange(
            ChangeWords.IsBot(commit.Author) && group is not (ChangeGroup.Breaking or ChangeGroup.Security)
                ? ChangeGroup.WithoutEffect : group,
            known is null ? "" : Bare(told?.Scope ?? ""), told?.Type == "revert" ? $"Taken back: {text}" : text, number,
            group == ChangeGroup.Breaking ? BreaksOf(commit) : [], commit);
    }

    /// <summary>The same change again, as a squash and its backport are.</summary>
    internal object Same => Number != "" ? (Group, Number, "", "") : (Group, "", Scope, Text);

    private static ChangeGroup? GroupOf(ConventionalCommit told) => told.Type switch
    {
        // What takes back a released feature removes it.
        "revert" => ConventionalCommit.Header(told.Description)?.Type is "feat" or "feature"
            ? ChangeGroup.Removed : ChangeGroup.Changed,
        _ => ChangeWords.OfType(told.Type, told.Scope),
    };

    private static ImmutableArray<string> BreaksOf(CommitLine commit) =>
        [.. from footer in Footer.Of(commit.Body) where footer.IsBreaking && footer.Value != "" select footer.Value];

    private static (string Text, string Number) Parted(string subject)
    {
        var match = AtTheEnd().Match(subject);
        // Read from the right, so the last capture is the first number: the change itself, not its backport.
        return match.Success ? (subject[..match.Index], match.Groups["number"].Captures[^1].Value) : (subject, "");
    }

    /// <summary>Any bytes become one line: what cannot be seen is left out.</summary>
    private static string Bare(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Where(c => !char.IsControl(c))).Trim() : text;

    [GeneratedRegex(@"(\s+\((?<number>#[0-9]{1,10})\))+\s*$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex AtTheEnd();
}
