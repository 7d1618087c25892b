using System.Text;

namespace Plimsoll.Files.History;

/// <summary>A footer of a commit message: <c>Reviewed-by: Ada</c>, <c>BREAKING CHANGE: gone</c>, <c>Refs #12</c>.
/// </summary>
public sealed record Footer(string Token, string Value)
{
    private const string BreakingChange = "BREAKING CHANGE";
    private const string HyphenForm = "BREAKING-CHANGE";

    /// <summary>The words must be in capitals; every other token is read in any case.</summary>
    public bool IsBreaking => Token is BreakingChange or HyphenForm;

    public bool Is(string token) => Token.Equals(token, StringComparison.OrdinalIgnoreCase);

    /// <summary>Every footer in order. A value runs on to the next footer, over line ends and blank lines.</summary>
    public static IReadOnlyList<Footer> Of(string body)
    {
        // Most commits have none, and a history has many commits.
        if (!body.Contains(": ", StringComparison.Ordinal) && !body.Contains(" #", StringComparison.Ordinal)) return [];
        var found = new List<(string Token, StringBuilder Value)>();
        foreach (var line in body.EnumerateLines())
            if (Begins(line) is { } token) found.Add((token, new StringBuilder().Append(line[(token.Length + 2)..])));
            else if (SquashedCommit(line) is not null) found.Add(("", new StringBuilder()));
            else if (found.Count > 0) found[^1].Value.Append('\n').Append(line);
        return
        [
            .. from footer in found
               where footer.Token != ""
               select new Footer(footer.Token, footer.Value.ToString().Trim()),
        ];
    }

    /// <summary>The subject of a commit that a squash lists in its body; null for any other line.</summary>
    internal static string? SquashedCommit(ReadOnlySpan<char> line) =>
        line.StartsWith("* ", StringComparison.Ordinal) && line[2..].ToString() is var subject
        && ConventionalCommit.Header(subject) is { } told && ChangeWords.IsType(told.Type) ? subject : null;

    private static string? Begins(ReadOnlySpan<char> line)
    {
        var length = line.StartsWith(BreakingChange) ? BreakingChange.Length : WordLength(line);
        var after = line[length..];
        // The convention wants a colon after the breaking words: "BREAKING CHANGE #12" tells nothing.
        return length > 0 && (after.StartsWith(": ")
            || (after.StartsWith(" #") && line[..length] is not (BreakingChange or HyphenForm)))
            ? line[..length].ToString()
            : null;
    }

    private static int WordLength(ReadOnlySpan<char> line)
    {
        var length = 0;
        while (length < line.Length && (char.IsAsciiLetterOrDigit(line[length]) || line[length] == '-')) length++;
        return length;
    }
}
