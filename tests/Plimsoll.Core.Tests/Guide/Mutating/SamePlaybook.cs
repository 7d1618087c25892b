using System.Globalization;
using System.Text.RegularExpressions;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide.Mutating;

/// <summary>What "the identical playbook" means: its canonical JSON, byte for byte, without the two hashes,
/// of the file and of this JSON, and with every line number as the original counts.</summary>
internal static partial class SamePlaybook
{
    public static string Of(Playbook playbook, Func<int, int> originOf) => PlaybookJson.Write(
        playbook with
        {
            GuideSha256 = "",
            Hash = "",
            Checks = [.. playbook.Checks.Select(check => At(check, originOf))],
            Severities = [.. playbook.Severities.Select(rule => rule with { Line = originOf(rule.Line) })],
        });

    /// <summary>Where two texts begin to differ, with what stands around it; empty when they do not.</summary>
    public static string Difference(string wanted, string got)
    {
        if (wanted == got) return "";
        var start = wanted.AsSpan().CommonPrefixLength(got);
        return $"wanted {Around(wanted, start)}\n     got {Around(got, start)}";
    }

    private static string Around(string text, int at) =>
        text[Math.Max(0, at - 120)..Math.Min(text.Length, at + 120)];

    private static Check At(Check check, Func<int, int> originOf) => check with
    {
        Line = originOf(check.Line),
        Id = Said(check.Id, originOf),
        ShortId = Said(check.ShortId, originOf),
        Origin = Said(check.Origin, originOf),
        Evidence = Said(check.Evidence, originOf),
        Group = Said(check.Group, originOf),
        OwnersFrom = Said(check.OwnersFrom, originOf),
    };

    // "guide line 15", "metadata of line 15", "template@15"
    private static string Said(string text, Func<int, int> originOf) => LineNumber().Replace(
        text, match => originOf(int.Parse(match.Value, CultureInfo.InvariantCulture))
            .ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"(?<=\bline |@)\d+\b")]
    private static partial Regex LineNumber();
}
