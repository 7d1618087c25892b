using System.Globalization;
using System.Text.RegularExpressions;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide.Scoring;

/// <summary>Times in one spelling, so that "7d" of a label and 168 hours of the compiler are the same.</summary>
internal static partial class Lengths
{
    /// <summary>A label's <c>ANCHOR+15m</c>, with <c>bd</c> for days on which the organisation works.</summary>
    public static string Deadline(string label)
    {
        var match = LabelledDeadline().Match(label);
        if (!match.Success) throw new FormatException($"'{label}' is no deadline.");
        var (anchor, sign) = (AnchorOf(match.Groups["anchor"].Value), match.Groups["sign"].Value);
        var length = match.Groups["length"].Value;
        return length.EndsWith("bd", StringComparison.Ordinal) ? $"{anchor}{sign}{length}"
            : $"{anchor}{(Of(length) == TimeSpan.Zero ? "+" : sign)}{Plain(length)}";
    }

    public static string Deadline(Due due) => AnchorOf(due.Anchor) + (due.BusinessDays > 0 ? $"+{due.BusinessDays}bd"
        : (due.Offset < TimeSpan.Zero ? "-" : "+") + Plain(due.Offset.Duration()));

    /// <summary>A label's <c>30m</c> or <c>critical=1h</c>.</summary>
    public static string Cadence(string label)
    {
        var at = label.IndexOf('=', StringComparison.Ordinal) + 1;
        return label[..at] + Plain(label[at..]);
    }

    public static string Cadence(Check check) => check.CadenceBySeverity.IsEmpty
        ? check.Cadence is { } every ? Plain(every) : ""
        : string.Join(' ', check.CadenceBySeverity.Select(by => $"{by.Key}={Plain(by.Value)}"));

    public static string Plain(string label) => Plain(Of(label));

    public static string Plain(TimeSpan length) =>
        length.TotalMinutes.ToString(CultureInfo.InvariantCulture) + "m";

    // Planned and finished deployment, and the release, are one moment to a label: which of them a line means is the
    // section's, not the line's.
    private static string AnchorOf(string anchor) => anchor is "deployed" or "release" ? "deploy" : anchor;

    private static TimeSpan Of(string label)
    {
        var match = Length().Match(label);
        if (!match.Success) throw new FormatException($"'{label}' is no length of time.");
        var count = double.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);
        return count * match.Groups["unit"].Value switch
        {
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "w" => TimeSpan.FromDays(7),
            _ => TimeSpan.FromDays(1),
        };
    }

    [GeneratedRegex(@"^(?<anchor>\w+)(?<sign>[-+])(?<length>\d+(?:\.\d+)?(?:bd|[mhdw]))$")]
    private static partial Regex LabelledDeadline();

    [GeneratedRegex(@"^(?<count>\d+(?:\.\d+)?)(?<unit>[mhdw])$")]
    private static partial Regex Length();
}
