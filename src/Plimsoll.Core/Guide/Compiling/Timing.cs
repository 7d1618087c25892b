using System.Buffers;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What a line or heading says about time.</summary>
internal sealed partial record Timing(Due? Due, TimeSpan? Cadence, TimeSpan? Observe, bool AnchorSaid)
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("-+\u2212\u2013");

    private static readonly SearchValues<string> Earlier =
        SearchValues.Create(["before", "prior", "ahead"], StringComparison.OrdinalIgnoreCase);

    private const RegexOptions Any = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    public static Timing None { get; } = new(null, null, null, false);

    /// <summary>The longest gap by severity, where it depends on that.</summary>
    public ImmutableSortedDictionary<string, TimeSpan> CadenceBySeverity { get; init; } = Lengths.None;

    /// <summary>The least a stated span lasts: "first 24-48 hours" is 24.</summary>
    public TimeSpan? Span { get; init; }

    /// <summary>A heading's "30 minutes - 4 hours": from one moment to another, not only by one.</summary>
    public bool IsRange { get; init; }

    /// <summary>When it is done again, in words, such as "after each promotion"; empty for by the clock.</summary>
    public string Repeats { get; init; } = "";

    private static readonly Stems Now = Wording.Of("at-once");
    private static readonly Stems Watches = Wording.Of("watches");
    private static readonly Stems Lasts = Wording.Of("lasts");

    public static Timing Read(Words words, string anchor)
    {
        var line = words.Line;
        if (!MayTell(words))
        {
            return Now.Matches(words) ? AtOnce(line, anchor) ?? None : None;
        }

        var length = LengthOf.MayBeIn(line);
        return Away(line, length) ?? Repeated(line) ?? (length ? Watched(line) : null)
            ?? (length || line.Contains("first", StringComparison.OrdinalIgnoreCase) ? Limited(words, anchor) : null)
            ?? None;
    }

    /// <summary>What only a heading or a bold paragraph says: "(0-15 minutes)", "24-48 hours".</summary>
    public static Timing OfHeading(Words words, string anchor)
    {
        var (text, read) = (words.Text, Read(words, anchor));
        if (!ReferenceEquals(read, None))
        {
            return read;
        }

        // "Agenda (60 min)" is how long people sit together.
        if (MayTell(words) && LengthOf.MayBeIn(text) && !Lasts.Matches(words)
            && Alone().Match(text) is { Success: true } alone)
        {
            var due = LengthOf.DueOf(alone, anchor, alone.Value.Trim('(', ')', ' '));
            return None with { Due = due, Span = due.Offset, IsRange = LengthOf.BeginsLater(alone) };
        }

        return text.StartsWith("immediate", StringComparison.OrdinalIgnoreCase) ? AtOnce(text, anchor) ?? None : None;
    }

    // Most lines say nothing about time.
    private static bool MayTell(Words words) =>
        (words.Grammar & Grammar.Counts) != 0 || words.Line.AsSpan().ContainsAnyInRange('0', '9');

    // "T-24 hours", "2 weeks before release"
    private static Timing? Away(string line, bool length)
    {
        var signed = line.AsSpan().ContainsAny(Signs);
        if (length && signed && Offset().Match(line) is { Success: true } offset)
        {
            var said = offset.Value.Trim();
            var due = offset.Groups["sign"].Value == "+" ? LengthOf.DueOf(offset, "deploy", said)
                : LengthOf.Before(offset, "deploy", said);
            return due.Offset < TimeSpan.Zero || !LengthOf.BeginsLater(offset) ? None with { Due = due, AnchorSaid = true }
                // "T+24 to 72 hours"
                : None with { Due = due, AnchorSaid = true, Span = due.Offset, IsRange = true };
        }

        if (signed && line.Contains('0', StringComparison.Ordinal) && Zero().Match(line) is { Success: true } zero)
        {
            return None with { Due = new Due("deploy", TimeSpan.Zero, zero.Value), AnchorSaid = true };
        }

        return length && line.AsSpan().ContainsAny(Earlier) && Before().Match(line) is { Success: true } before
            ? None with { Due = LengthOf.Before(before, "deploy", before.Value), AnchorSaid = true } : null;
    }

    private static Timing? Repeated(string line)
    {
        if (!LengthOf.MayRepeat(line))
        {
            return null;
        }

        if (Severities.Cadences(line) is { Count: > 0 } bySeverity)
        {
            return None with { Cadence = bySeverity.Values.Max(), CadenceBySeverity = bySeverity };
        }

        return LengthOf.Cadence(line) is { } every ? None with { Cadence = every } : null;
    }

    // "error rate > 1% for 5 minutes" is a criterion: the duration belongs to the threshold.
    private static Timing? Watched(string line) =>
        For().Match(line) is { Success: true } watched
            ? line.AsSpan(0, watched.Index).IndexOfAny('>', '<') < 0
                ? None with { Observe = LengthOf.Least(watched) } : None
            : Quiet().Match(line) is { Success: true } quiet ? None with { Observe = LengthOf.Least(quiet) }
            : line.Contains('%', StringComparison.Ordinal) && Parted().Match(line) is { Success: true } part
                ? None with { Observe = LengthOf.Least(part) }
            : null;

    private static Timing? Limited(Words words, string anchor)
    {
        var line = words.Line;
        var within = Within().Match(line);
        var limited = within.Success ? within : First().Match(line);
        if (!limited.Success)
        {
            return null;
        }

        // "Monitor it (first 24 hours)" is how long.
        if (!within.Success && anchor is "deployed" or "deploy" && limited.Groups["count"].Success && Watches.Matches(words))
        {
            var watched = LengthOf.Least(limited);
            return None with { Observe = watched, Span = watched };
        }

        var said = AnchorIn(line[limited.Index..]);
        return None with
        {
            Due = LengthOf.DueOf(limited, said.Length > 0 ? said : anchor, limited.Value),
            AnchorSaid = said.Length > 0,
            Span = limited.Groups["count"].Success ? LengthOf.Least(limited) : LengthOf.UnitOf(limited),
        };
    }

    // "Immediately", once something has gone wrong; before that it is only a manner of speaking.
    private static Timing? AtOnce(string text, string anchor) =>
        anchor is "T0" or "rollback" && Immediate().Match(text) is { Success: true } now
            ? None with { Due = new Due(anchor, TimeSpan.Zero, now.Value) } : null;

    private static string AnchorIn(string after) => Of().Match(after) is not { Success: true } of ? ""
        : char.ToLowerInvariant(of.Groups["what"].Value[0]) switch
        {
            'd' or 'r' when of.Groups["what"].Value.StartsWith("res", StringComparison.OrdinalIgnoreCase) => "resolved",
            'd' when of.Groups["what"].Value.StartsWith("det", StringComparison.OrdinalIgnoreCase)
                || of.Groups["what"].Value.StartsWith("dec", StringComparison.OrdinalIgnoreCase) => "T0",
            'i' => "T0",
            _ => "deployed",
        };

    [GeneratedRegex(@"\bimmediate(?:ly)?\b", Any)]
    private static partial Regex Immediate();

    [GeneratedRegex(@"\bT\s?(?<sign>[-+\u2212\u2013])\s?" + LengthOf.Pattern, Any)]
    private static partial Regex Offset();

    [GeneratedRegex(@"\bT\s?[-+\u2212\u2013]\s?0\b", Any)]
    private static partial Regex Zero();

    // Not {0,2}?: the code that is generated for a lazy loop over a group runs past the end of some texts (.NET 10).
    [GeneratedRegex(LengthOf.Pattern + @"\s+(?:before|prior to|ahead of)\s+(?:the\s+)?(?:|\w+\s+|\w+\s+\w+\s+)" +
        @"(?:deploy|release|launch|publish|go-?live|cut-?over|production|target|date)", Any)]
    private static partial Regex Before();

    [GeneratedRegex(@"\b(?:for|monitor(?:ed|ing)?|observe|watch|wait|hold|soak)\s+(?:for\s+)?(?:at\s+least\s+|a\s+"
        + @"minimum\s+of\s+)?(?:(?:the\s+)?(?:first|next)\s+)?" + LengthOf.Pattern
        + @"|\bwith\s+" + LengthOf.Pattern + @"\s+(?:windows?|holds?|pauses?|soak)", Any)]
    private static partial Regex For();

    // "no alerts within 15 minutes": nothing to do by then, something to watch until then.
    [GeneratedRegex(@"\bno\s+(?:\w+\s+){1,4}within\s+" + LengthOf.Pattern, Any)]
    private static partial Regex Quiet();

    // "25%, then 100%, 10 minutes each", "10% of targets, 15 minutes of observation"
    [GeneratedRegex(LengthOf.Pattern
        + @"\s+(?:each\b|apiece\b|per\s+(?:step|stage|part|wave|batch)\b|of\s+(?:observ|watch|monitor|soak))", Any)]
    private static partial Regex Parted();

    [GeneratedRegex(@"\b(?:within|no later than|in under)\s+(?:the\s+)?(?:first\s+|next\s+)?" + LengthOf.Pattern, Any)]
    private static partial Regex Within();

    [GeneratedRegex(@"\bfirst\s+(?:" + LengthOf.Pattern + @"|(?<unit>hour|day|week|month)\b)", Any)]
    private static partial Regex First();

    [GeneratedRegex(@"(?:^|\()\s*" + LengthOf.Pattern + @"\s*(?:-\s*\d+\s*\w+)?\s*(?:\)|:?\s*$)", Any)]
    private static partial Regex Alone();

    [GeneratedRegex(@"^.{0,40}?\b(?:of|after|following|from)\s+(?:the\s+)?(?:\w+\s+)?"
        + @"(?<what>resolution|resolv|deploy|release|launch|detect|declar|incident)", Any)]
    private static partial Regex Of();
}
