using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Which of a line's words speak of known concepts, and which do not.</summary>
/// <param name="Words">The words that were listened to.</param>
internal sealed record Spoken(Words Words, ImmutableArray<Mention> Mentions)
{
    private static readonly Stems Act = Wording.Of("act");

    private bool? _saysMore;

    // "DevOps monitors …": the role is not what it is about, unless nothing else is, as in "Security Lead sign-off".
    public static Spoken In(LineReading line)
    {
        var phase = line.Section.Speech;
        var heads = line.Item.HasChildren;
        var words = line.Suffixes.Words;
        var mentions = Concepts.In(words, phase, heads);
        var all = line.Suffixes.Said;
        var with = all.All.Length == words.All.Length ? mentions : Concepts.In(all, phase, heads);
        var spoken = with.Length > mentions.Length ? new Spoken(all, with) : new Spoken(words, mentions);
        return line.Suffixes.Asides.IsEmpty || !spoken.IsForMachines ? spoken
            : spoken.With(line.Suffixes.Asides, phase);
    }

    private bool IsForMachines => !Mentions.IsEmpty && Mentions.All(mention => mention.Concept.IsMachines);

    // "Pipeline passing (tests, security scans)" asks a machine for both; what else stands in parentheses asks for
    // nothing.
    private Spoken With(ImmutableArray<string> asides, string phase)
    {
        var words = Words.Of($"{Words.Line}; {string.Join("; ", asides)}");
        var with = new Spoken(words, Concepts.In(words, phase));
        return with.Mentions.Length > Mentions.Length && with.IsForMachines ? with : this;
    }

    /// <summary>True when a line asks for more than what was recognised in it.</summary>
    public static bool LeavesOpen(CompiledLine line) =>
        line.Output == Output.Check && line.Checks is [{ Concept.Length: > 0 }]
            && !line.Reading.Suffixes.Said.HasOneClause
            && line.Spoken is { Mentions: [_], SaysMore: true };

    /// <summary>True when clauses that do not speak of its only mention ask for something.</summary>
    public bool SaysMore => _saysMore ??= !Words.HasOneClause && Words.Clauses.Length > Mentions[0].Clauses.Length
        && Act.MayMatch(Words) && Words.Clauses.Any(clause => !Mentions[0].Clauses.Contains(clause)
            && Words.In([clause]) is { All.Length: > 1 } rest && Act.Matches(rest));
}
