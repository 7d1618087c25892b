using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>One line to its checks: exactly one output for each line, nothing lost, nothing invented.</summary>
internal static class LineCompiler
{
    private static readonly Stems Explains = Wording.Of("describes");
    private static readonly Stems Points = Wording.Of("points");
    private static readonly Stems LeadsRoles = Wording.Of("roles-lead");
    private static readonly Stems LeadsExamples = Wording.Of("example-lead");

    /// <summary>The lines of a guide, as their words and their comments have them.</summary>
    public static ImmutableArray<CompiledLine> Compile(ImmutableArray<LineReading> lines)
    {
        var compiled = ImmutableArray.CreateBuilder<CompiledLine>(lines.Length);
        foreach (var line in lines) compiled.Add(Ruling.ByComments(Compile(line)));
        return compiled.MoveToImmutable();
    }

    public static CompiledLine Compile(LineReading line) => line.Section.Use switch
    {
        "template" => new CompiledLine(line, Output.Template, [Informing.Field(line)]),
        _ when line.Metadata => new CompiledLine(line, Output.Metadata,
            [Informing.Bare(line, CheckKind.Owner, $"metadata of line {line.ParentLine}")]),
        _ when line.Overrides.Skips => Informs(line, Informing.Info(line)),
        "types" when !line.Item.HasBox => Informs(line, Informing.Policy(line)),
        "authority" when !line.Item.HasBox => Informs(line, Informing.Authority(line)),
        "roles" when !line.Item.HasBox => Informs(line, Informing.Duty(line)),
        _ when IsInformation(line) => Informs(line, Informing.Info(line)),
        _ => Asks(line, Handoffs.Read(line)),
    };

    private static CompiledLine Asks(LineReading line, Check? handoff)
    {
        if (handoff is not null) return new CompiledLine(line, Output.Check, [handoff]);
        var spoken = Spoken.In(line);
        return new CompiledLine(line, Output.Check, Checks(line, spoken)) { Spoken = spoken };
    }

    private static CompiledLine Informs(LineReading line, Check check) => new(line, Output.Information, [check]);

    private static bool IsInformation(LineReading line) =>
        (line.Section.Informs && (!line.Item.HasBox || line.Section.Phase is "links" or "example"))
        || (line.Item is { IsBareLink: true, HasBox: false, Parent: < 0 }) || Describes(line)
        || !HasWords(line.Text);

    private static bool HasWords(string text)
    {
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter)) return true;
        }

        return false;
    }

    // "Start time: ____", "Runbook: [add the link]"
    private static bool IsField(string text) =>
        text.LastIndexOf(": ", StringComparison.Ordinal) is > 0 and var end
        && text.AsSpan(end + 2).Trim(' ') is [_, ..] blank
        && (!blank.ContainsAnyExcept('_', ' ') || (blank[0] == '[' && blank.IndexOf(']') == blank.Length - 1));

    // "Pros: …", "See …", an example, who takes part: said about the work, not to be done.
    private static bool Describes(LineReading line) => !line.Item.HasBox
        && (IsField(line.Text) || Explains.Matches(line.Words)
            || (Points.Matches(line.Words) && Includes.ChecklistOf(line) is null)
            || LeadsRoles.Matches(line.LeadIn) || LeadsExamples.Matches(line.LeadIn));

    private static ImmutableArray<Check> Checks(LineReading line, Spoken spoken)
    {
        var (words, mentions) = spoken;
        if (Limits.Read(line, mentions) is { } limit)
        {
            return [limit];
        }

        return mentions.Length switch
        {
            0 => [Manual(line, words)],
            1 when spoken.SaysMore => [Confirmed(Whole(line, mentions[0], words))],
            1 => [Whole(line, mentions[0], words)],
            _ when line.Item.IsRow => [Joined(line, Parts(line, mentions, words, isRow: true))],
            _ => Parts(line, mentions, words, isRow: false),
        };
    }

    private static ImmutableArray<Check> Parts(
        LineReading line, ImmutableArray<Mention> mentions, Words words, bool isRow)
    {
        var parts = ImmutableArray.CreateBuilder<Check>(mentions.Length);
        foreach (var mention in mentions)
        {
            parts.Add(Part(line, mention, words, isRow ? "" : PartName(parts.Count)));
        }

        return parts.MoveToImmutable();
    }

    // What was recognised may open by itself only when it is all the line asks for.
    private static Check Confirmed(Check check) => check.Mode == CheckMode.Auto ? check with { Mode = CheckMode.Semi }
        : check;

    private static Check Whole(LineReading line, Mention mention, Words words) =>
        Recognised.Check(line, mention.Concept, words, words.All.IsEmpty ? words : words.Of(words.Line),
            line.Suffixes.Approvers);

    // A time that one clause states is that clause's; so is a sign-off.
    private static Check Part(LineReading line, Mention mention, Words words, string name)
    {
        var mine = words.In(mention.Clauses);
        var text = words.Part(mine.All[0].Start, mine.All[^1].End);
        var time = Timing.Read(text, line.Section.Anchor);
        return Recognised.Check(
            line.With(time.Observe ?? line.Section.Watched, time.Cadence), mention.Concept, mine, text,
            line.Suffixes.Approvers, name);
    }

    // Unknown degrades to manual: shown verbatim, blocking where it stands, never green by itself.
    private static Check Manual(LineReading line, Words words)
    {
        var criterion = line.Section.Use == "criteria";
        var kind = criterion ? CheckKind.Trigger : Kinds.Of(line.Section.Phase, words);
        var owners = kind == CheckKind.Approval && line.Suffixes.Owners.IsEmpty
            ? Recognised.SignerIn(line.Suffixes.Said) : line.Suffixes.Owners;
        var evidence = line.Overrides["evidence"] ?? (criterion ? "human" : "manual");
        return Informing.Asked(line, kind, line.Suffixes.Words.Slug(6), new Answer(CheckMode.Manual, evidence, owners)
        {
            Approvers = kind == CheckKind.Approval && line.Suffixes.Approvers.IsEmpty ? owners
                : line.Suffixes.Approvers,
        });
    }

    private static Check Joined(LineReading line, ImmutableArray<Check> parts)
    {
        var id = line.Overrides["id"] ?? string.Join('+', parts.Select(part => part.ShortId));
        ImmutableArray<string> approvers = [.. parts.SelectMany(part => part.Approvers).Distinct()];
        var kind = line.Section.Phase == "approval" ? CheckKind.Check : parts[0].Kind;
        return parts[0] with
        {
            Id = id,
            ShortId = id,
            Evidence = string.Join(" + ", parts.Select(part => part.Evidence)),
            Mode = parts.All(part => part.Mode == parts[0].Mode) ? parts[0].Mode : CheckMode.Semi,
            Families = [.. parts.SelectMany(part => part.Families).Distinct()],
            Approvers = approvers,
            Kind = kind,
            Attested = Signing.NeedsWord(kind, approvers) && line.Attests,
            AnyApprover = line.NamesAnyOf(approvers),
        };
    }

    private static string PartName(int part) => ((char)('a' + Math.Min(part, 25))).ToString();
}
