using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>One line to its checks: exactly one output for each line, nothing lost, nothing invented.</summary>
internal static class LineCompiler
{
    public static CompiledLine Compile(LineReading line) => line.Section.Use switch
    {
        "template" => new CompiledLine(line, Output.Template, [Bare(line, CheckKind.Field, LabelSlug(line.Text))]),
        _ when line.Metadata => new CompiledLine(line, Output.Metadata,
            [Bare(line, CheckKind.Owner, $"metadata of line {line.ParentLine}")]),
        _ when line.Overrides.Values.ContainsKey("skip") && line.Overrides.Skips => Informing(line, CheckKind.Info),
        "types" when !line.Item.HasBox => Informing(line, CheckKind.Policy),
        "authority" when !line.Item.HasBox => Informing(line, CheckKind.Authority),
        _ when IsInformation(line) => Informing(line, CheckKind.Info),
        _ => new CompiledLine(line, Output.Check, Checks(line)),
    };

    private static bool IsInformation(LineReading line) =>
        (line.Section.Informs && (!line.Item.HasBox || line.Section.Phase is "links" or "example"))
        || Words.Of(line.Text).All.IsEmpty;

    private static CompiledLine Informing(LineReading line, CheckKind kind)
    {
        var label = LabelSlug(line.Text);
        var id = kind == CheckKind.Policy ? $"type.{label}" : Words.Of(line.Suffixes.Stem).Slug(6);
        return new CompiledLine(
            line, Output.Information, [Bare(line, kind, id) with { Owners = OwnersOfInformation(line, kind) }]);
    }

    private static ImmutableArray<string> OwnersOfInformation(LineReading line, CheckKind kind) =>
        kind == CheckKind.Policy ? [] : line.Suffixes.Owners;

    private static ImmutableArray<Check> Checks(LineReading line)
    {
        var (words, mentions) = Spoken.In(line);
        return mentions.Length switch
        {
            0 => [Manual(line, words)],
            1 when Spoken.SaysMore(words, mentions[0]) => [Confirmed(Known(line, mentions[0], words))],
            1 => [Known(line, mentions[0], words)],
            _ when line.Item.IsRow => [Joined(line, [.. mentions.Select(mention => Known(line, mention, words))])],
            _ => [.. mentions.Select((mention, part) => Part(line, mention, words) with { Part = PartName(part) })],
        };
    }

    // What was recognised may open by itself only when it is all the line asks for.
    private static Check Confirmed(Check check) => check.Mode == CheckMode.Auto ? check with { Mode = CheckMode.Semi }
        : check;

    // A time that one clause states is that clause's.
    private static Check Part(LineReading line, Mention mention, Words words)
    {
        var mine = words.In(mention.Clauses);
        var text = line.Suffixes.Said is var said && mine.All[^1].End <= line.Suffixes.Stem.Length
            ? line.Suffixes.Stem : said;
        var time = Timing.Read(text[mine.All[0].Start..mine.All[^1].End], line.Section.Anchor);
        var whole = line.Timing;
        return Known(
            line with { Timing = whole with { Observe = time.Observe, Cadence = time.Cadence } }, mention, mine);
    }

    private static Check Known(LineReading line, Mention mention, Words words)
    {
        var (concept, suffixes) = (mention.Concept, line.Suffixes);
        var kind = concept.Kind ?? Kinds.Of(line.Section.Phase, words);
        var owners = kind == CheckKind.Approval && suffixes.Owners.IsEmpty ? RolesIn(suffixes) : suffixes.Owners;
        var evidence = Placeholders.Fill(
            concept.Evidence, suffixes with { Owners = owners }, line.Timing.Observe, line.Vocabulary.Audiences);
        var seconded = !suffixes.Approvers.IsEmpty && !evidence.Contains("approval(", StringComparison.Ordinal);
        var said = suffixes with { Owners = owners };
        return Whole(line with { Suffixes = said }, kind, concept.Name) with
        {
            Concept = concept.Name,
            Families = concept.Families,
            Evidence = seconded ? $"{evidence} + approval({string.Join(", ", suffixes.Approvers)})" : evidence,
            Mode = seconded && concept.Mode == CheckMode.Auto ? CheckMode.Semi : concept.Mode,
            Approvers = kind == CheckKind.Approval && suffixes.Approvers.IsEmpty ? owners : suffixes.Approvers,
            Audience = concept.Evidence.Contains("{audience}", StringComparison.Ordinal)
                ? line.Vocabulary.Audiences.Of(suffixes) : [],
        };
    }

    // Unknown degrades to manual: shown verbatim, blocking where it stands, never green by itself.
    private static Check Manual(LineReading line, Words words)
    {
        var kind = line.Section.Use == "criteria" ? CheckKind.Trigger : Kinds.Of(line.Section.Phase, words);
        var owners = kind == CheckKind.Approval && line.Suffixes.Owners.IsEmpty ? RolesIn(line.Suffixes)
            : line.Suffixes.Owners;
        var check = Whole(
            line with { Suffixes = line.Suffixes with { Owners = owners } }, kind,
                Words.Of(line.Suffixes.Stem).Slug(6));
        return check with
        {
            Mode = CheckMode.Manual,
            Evidence = kind == CheckKind.Approval && !owners.IsEmpty ? $"approval({string.Join(", ", owners)})"
                : kind == CheckKind.Trigger ? "human" : "manual",
            Approvers = kind == CheckKind.Approval && line.Suffixes.Approvers.IsEmpty ? owners
                : line.Suffixes.Approvers,
        };
    }

    private static ImmutableArray<string> RolesIn(Suffixes suffixes) =>
        !suffixes.Approvers.IsEmpty ? suffixes.Approvers
        : suffixes.Roles.MentionedIn(suffixes.Said) is { Length: > 0 } role ? [role] : [];

    private static Check Joined(LineReading line, ImmutableArray<Check> parts)
    {
        var id = string.Join('+', parts.Select(part => part.ShortId));
        return parts[0] with
        {
            Id = id,
            ShortId = id,
            Evidence = string.Join(" + ", parts.Select(part => part.Evidence)),
            Mode = parts.All(part => part.Mode == parts[0].Mode) ? parts[0].Mode : CheckMode.Semi,
            Families = [.. parts.SelectMany(part => part.Families).Distinct()],
            Kind = line.Section.Phase == "approval" ? CheckKind.Check : parts[0].Kind,
        };
    }

    private static Check Whole(LineReading line, CheckKind kind, string id)
    {
        var (said, time, over) = (line.Suffixes, line.Timing, line.Overrides);
        var repeats = time.Cadence is not null && Kinds.IsIn(line.Section.Phase, ["incident", "communicate"]);
        var read = repeats ? CheckKind.Recurring : kind;
        var ruled = over["kind"] is { } name ? Enum.Parse<CheckKind>(name, ignoreCase: true) : read;
        return Bare(line, ruled, over["id"] ?? id) with
        {
            Phase = over["phase"] ?? line.Section.Phase,
            Owners = said.Owners,
            Deputies = said.Deputies,
            Due = ruled == CheckKind.Recurring ? null : time.Due,
            Cadence = time.Cadence,
            Observe = time.Observe,
        };
    }

    private static Check Bare(LineReading line, CheckKind kind, string id)
    {
        var name = id.Length > 0 ? id : "line";
        return new Check(
            line.Item.At.Line, "", line.Section.Phase, kind, name, "", "", CheckMode.Info, [], [], [], null, null,
            line.Suffixes.Condition, line.Item.Text, $"guide line {line.Item.At.Line}");
    }

    // "Release name / number:" is the field release-name.
    private static string LabelSlug(string text)
    {
        var end = text.AsSpan().IndexOfAny(':', '(', '/');
        return Words.Of(end > 0 ? text[..end] : text).Slug(6);
    }

    private static string PartName(int part) => ((char)('a' + Math.Min(part, 25))).ToString();
}
