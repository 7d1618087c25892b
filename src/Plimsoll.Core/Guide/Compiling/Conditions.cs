using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The four classes of conditions, told apart by their wording.</summary>
internal static class Conditions
{
    private static readonly string[] Types = ["patch", "minor", "major"];

    /// <summary>The condition a parenthesis states; null when it states none.</summary>
    public static Condition? Read(string text)
    {
        if (OfType(text) is { } type)
        {
            return type;
        }

        if (Wording.Find("preference", text) is { Start: >= 0 } preference)
        {
            var what = (text[..preference.Start] + text[preference.End..]).Trim();
            return new Condition("prefer", what.Length > 0 ? what : text);
        }

        return Wording.Is("condition", text) ? Ask(text) : null;
    }

    /// <summary>Somebody says whether it applies, and why; a release type named in it is computed instead.</summary>
    public static Condition Ask(string text) => OfType(text) ?? new Condition("ask", text.TrimEnd('.', ' '));

    private static Condition? OfType(string text)
    {
        var words = Words.Of(text).All;
        var named = Types.Where(type => words.Any(word => word.Text == type)).ToImmutableArray();
        return named.IsEmpty || !words.Any(word => word.Text is "for" or "required" or "only" or "if" or "on")
            ? null
            : new Condition("type", string.Join(',', named));
    }
}
