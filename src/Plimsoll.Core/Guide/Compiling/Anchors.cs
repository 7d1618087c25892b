using System.Collections.Immutable;
using System.Text;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The names under which headings can be linked to.</summary>
internal static class Anchors
{
    /// <summary>By heading; the second heading of the same words ends in <c>-1</c>.</summary>
    public static ImmutableArray<string> Of(GuideDocument document)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. document.Headings.Select(heading => Slug(heading.Text)).Select(slug =>
        {
            var times = seen[slug] = seen.GetValueOrDefault(slug, -1) + 1;
            return times == 0 ? slug : $"{slug}-{times}";
        })];
    }

    /// <summary>True for a heading and all that stands under it.</summary>
    public static bool IsUnder(GuideDocument document, int heading, int top)
    {
        while (heading > top)
        {
            heading = document.Headings[heading].Parent;
        }

        return heading == top;
    }

    // Lower case, punctuation dropped, each space a hyphen.
    private static string Slug(string heading)
    {
        var slug = new StringBuilder(heading.Length);
        foreach (var letter in heading.AsSpan().Trim())
        {
            if (letter == ' ') slug.Append('-');
            else if (char.IsLetterOrDigit(letter) || letter is '-' or '_') slug.Append(char.ToLowerInvariant(letter));
        }

        return slug.ToString();
    }
}
