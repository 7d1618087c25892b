using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Which of a line's words speak of known concepts, and which do not.</summary>
internal static class Spoken
{
    private static readonly Stems Act = Wording.Of("act");

    // "DevOps monitors …": the role is not what it is about, unless nothing else is, as in "Security Lead sign-off".
    public static (Words Words, ImmutableArray<Mention> Mentions) In(LineReading line)
    {
        var phase = line.Section.Speech;
        var heads = line.Item.HasChildren;
        var words = line.Suffixes.Words;
        var mentions = Concepts.In(words, phase, heads);
        if (line.Suffixes.Said.Text.Length == line.Suffixes.Stem.Length)
        {
            return (words, mentions);
        }

        var all = line.Suffixes.Said;
        var with = Concepts.In(all, phase, heads);
        return with.Length > mentions.Length ? (all, with) : (words, mentions);
    }

    /// <summary>True when a line asks for more than what was recognised in it.</summary>
    public static bool LeavesOpen(CompiledLine line) =>
        line.Output == Output.Check && line.Checks is [{ Concept.Length: > 0 }]
            && line.Reading.Suffixes.Said.Clauses.Length > 1
            && In(line.Reading) is { Mentions: [var only] } said && SaysMore(said.Words, only);

    public static bool SaysMore(Words words, Mention mention) =>
        words.Clauses.Where(clause => !mention.Clauses.Contains(clause))
        .Any(clause => words.In([clause]) is { All.Length: > 1 } rest && Act.Matches(rest));
}
