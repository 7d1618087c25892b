using System.Text.RegularExpressions;
using Semver;

namespace Plimsoll.Core.Releases;

/// <summary>A version as a person types it: SemVer 2.0, strictly, with words that say what is wrong.</summary>
public static partial class VersionText
{
    /// <summary>Exactly one of the two is null.</summary>
    public static (SemVersion? Version, string? Problem) Read(string text) =>
        SemVersion.TryParse(text, SemVersionStyles.Strict, out var version, maxLength: 200)
            ? (version, null)
            : (null, WhatIsWrong(text));

    private static string WhatIsWrong(string text)
    {
        var shown = text.Length > 60 ? text[..60] + "…" : text;
        if (Short().Match(text) is { Success: true } few)
            return $"{shown} is not a version: write three numbers such as {Filled(few)}.";
        if (text.Length is > 1 and < 200 && text[0] is 'v' or 'V' && Read(text[1..]) is { Version: { } bare })
            return $"{shown} is not a version: write it without the v, {bare}.";
        if (LeadingZero().IsMatch(text))
            return $"{shown} is not a version: a number does not start with 0.";
        return $"{(shown.Length == 0 ? "Nothing" : shown)} is not a version: write three numbers such as 1.2.0.";
    }

    private static string Filled(Match few) =>
        $"{few.Groups["major"].Value}.{(few.Groups["minor"].Success ? few.Groups["minor"].Value : "0")}.0";

    [GeneratedRegex(@"^v?(?<major>0|[1-9][0-9]{0,8})(\.(?<minor>0|[1-9][0-9]{0,8}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Short();

    [GeneratedRegex(@"^(?=.*(^|[.-])0[0-9])[0-9]+\.[0-9]+\.[0-9]+([-+].*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingZero();
}
