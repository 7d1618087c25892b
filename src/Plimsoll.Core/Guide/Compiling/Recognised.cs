using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A line, or a part of it, that speaks of something the product knows.</summary>
internal static class Recognised
{
    public static Check Check(
        LineReading line, Concept concept, Words words, Words text, ImmutableArray<string> approvers, string part = "")
    {
        var kind = KindOf(line, concept, words);
        approvers = concept.IsMachines && line.Suffixes.ApprovedBelow ? [] : approvers;
        var signs = concept.Kind == CheckKind.Approval;
        var signers = signs && SignerIn(text) is { IsEmpty: false } named ? named : line.Suffixes.Owners;
        var owners = signs ? signers : line.Suffixes.Owners;
        var said = new Utterance(line, text,
            owners.IsEmpty && kind == CheckKind.Decision ? RoleTable.PeopleIn(words.Of(line.Section.Prose)) : owners);
        var evidence = EvidenceOf(concept, said, approvers);
        var seconded = !signs && !approvers.IsEmpty;
        var mode = seconded && concept.Mode == CheckMode.Auto ? CheckMode.Semi : concept.Mode;
        var answer = new Answer(mode, line.Overrides["evidence"] ?? evidence, said.Owners)
        {
            Part = part,
            Concept = concept.Name,
            Families = FamiliesOf(concept, said),
            Approvers = signs && approvers.IsEmpty ? said.Owners : approvers,
            Audience = concept.Tells ? said.Audience : [],
            Condition = kind == CheckKind.Decision ? Quick.Condition(said) : null,
            Percents = concept.Shares ? said.Shares : [],
        };
        return Informing.Asked(line, kind, Placeholders.Id(concept, said), answer, concept.Anchor);
    }

    /// <summary>Who signs a line off: the first person it names.</summary>
    public static ImmutableArray<string> SignerIn(Words text) =>
        RoleTable.PeopleIn(text) is { IsEmpty: false } people ? people
            : RoleTable.MentionedIn(text) is { Length: > 0 } role ? [role] : [];

    private static CheckKind KindOf(LineReading line, Concept concept, Words words)
    {
        var kind = concept.Kind ?? Kinds.Of(line.Section.Phase, words);

        // Before the release an approval is a gate like the others; a step that names what it measures is a check.
        return kind == CheckKind.Approval && line.Section.Phase == "pre-release" ? CheckKind.Gate
            : kind == CheckKind.Step && concept.Verifies && Measures(line.Suffixes, words)
                ? CheckKind.Check : kind;
    }

    private static bool Measures(Suffixes said, Words words) =>
        !said.Asides.IsEmpty && said.Asides.Any(aside => !Compiling.Measures.In(words.Of(aside)).IsEmpty);

    // Who is named as the second person takes the place of "somebody accepts it".
    private static string EvidenceOf(Concept concept, Utterance said, ImmutableArray<string> approvers)
    {
        var evidence = Placeholders.Evidence(concept, said);
        if (said.Line.Item.Fence > 0 && evidence.StartsWith("notify(", StringComparison.Ordinal))
        {
            evidence = $"{evidence[..^1]};template@{said.Line.Item.Fence})";
        }

        return approvers.IsEmpty || concept.Kind == CheckKind.Approval ? evidence : Accepted(evidence, approvers);
    }

    private static string Accepted(string evidence, ImmutableArray<string> approvers)
    {
        var names = $"approval({string.Join(", ", approvers)})";
        return evidence.Contains("approval(plan)", StringComparison.Ordinal)
                ? evidence.Replace("approval(plan)", names, StringComparison.Ordinal)
            : evidence.Contains("approval(notes)", StringComparison.Ordinal)
                ? evidence.Replace("approval(notes)", names, StringComparison.Ordinal)
            : evidence.Contains("approval(", StringComparison.Ordinal) ? evidence : $"{evidence} + {names}";
    }

    private static ImmutableArray<string> FamiliesOf(Concept concept, Utterance said) =>
        concept.IsOfRole ? [RoleTable.NamesOf(said.Target).Family] : concept.Families;
}
