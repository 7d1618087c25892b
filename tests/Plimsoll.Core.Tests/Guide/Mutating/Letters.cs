using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Tests.Guide.Mutating;

/// <summary>The same letters in other bytes.</summary>
internal static partial class Letters
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Every single space between two letters does not break.</summary>
    public static Written NoBreakSpaces(Written guide) => Open(guide, line => SingleSpace().Replace(line, "\u00A0"));

    /// <summary>UTF-8 read as Windows-1252; a line that was so already stays.</summary>
    public static Written Misread(Written guide) => Open(guide, line =>
        Ascii.IsValid(line) || Mojibake.IsIn(line) ? line : Beyond().Replace(line, Misread));

    private static string Misread(Match letters) => Windows.GetString(Encoding.UTF8.GetBytes(letters.Value));

    private static Written Open(Written guide, Func<string, string> change)
    {
        var frozen = Structure.Of(guide).Frozen;
        return guide.Each((line, at) => [frozen.Contains(at) ? line : change(line)]);
    }

    [GeneratedRegex(@"(?<=\S) (?=\S)")]
    private static partial Regex SingleSpace();

    [GeneratedRegex(@"[^\x00-\x7F]+")]
    private static partial Regex Beyond();
}
