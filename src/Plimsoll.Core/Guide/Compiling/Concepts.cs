using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Something the product can do about a line.</summary>
/// <param name="Name">What the product knows it as; several rows may be about the same.</param>
/// <param name="Id">What a line that says it is called.</param>
/// <param name="Kind">Null: by the wording.</param>
/// <param name="Extra">spans, head, machine, anchor:NAME (see the table).</param>
internal sealed record Concept(
    int Rank, string Name, string Id, ImmutableArray<string> Phases, CheckKind? Kind, CheckMode Mode, string Evidence,
    ImmutableArray<string> Families, ImmutableArray<string> Extra, Stems Stems)
{
    /// <summary>Its words may stand in several clauses.</summary>
    public bool Spans { get; } = Extra.Contains("spans");

    /// <summary>Said only by a line that has others below it.</summary>
    public bool IsHead { get; } = Extra.Contains("head");

    /// <summary>Only a machine can prove it, so that nobody's word adds to it.</summary>
    public bool IsMachines { get; } = Extra.Contains("machine");

    /// <summary>Its evidence is the same for whatever a line says.</summary>
    public bool IsPlain { get; } = Evidence.AsSpan().IndexOfAny('{', ';') < 0
        && !Evidence.Contains("()", StringComparison.Ordinal);

    /// <summary>So is what a line that says it is called.</summary>
    public bool IsPlainlyCalled { get; } = !Id.Contains('{', StringComparison.Ordinal) && !Id.EndsWith('-');

    /// <summary>Its family is that of the role a line names.</summary>
    public bool IsOfRole { get; } = Families is ["{family}"];

    /// <summary>It verifies what was done.</summary>
    public bool Verifies { get; } = Families.Contains("VERIFY");

    /// <summary>Its evidence names who is told.</summary>
    public bool Tells { get; } = Evidence.Contains("{audience}", StringComparison.Ordinal);

    /// <summary>Its evidence names parts of a rollout.</summary>
    public bool Shares { get; } = Evidence.Contains("{share}", StringComparison.Ordinal);

    /// <summary>The moment its time counts from; empty: its section's.</summary>
    public string Anchor { get; } =
        Extra.FirstOrDefault(extra => extra.StartsWith("anchor:", StringComparison.Ordinal), "anchor:")[7..];
}

/// <summary>A concept found in a line, and the clauses of the line that speak of it.</summary>
/// <param name="Found">The words that were matched, and so used up.</param>
internal sealed record Mention(Concept Concept, ImmutableArray<int> Clauses, ImmutableArray<int> Found)
{
    public int First => Found[0];

    /// <summary>What was looked for, as it is written in the data.</summary>
    public string Pattern(Words words)
    {
        var others = Enumerable.Range(0, words.All.Length).Select(at => !Found.Contains(at)).ToArray();
        return Concept.Stems.Why(words, new WordsLeft(others, WordsLeft.AnyClause)).Pattern;
    }
}

/// <summary>The concepts the product knows.</summary>
internal static class Concepts
{
    /// <summary>The concepts of a line in the order it says them, at most one for each clause.</summary>
    public static ImmutableArray<Mention> In(Words words, string phase, bool heads = false)
    {
        var all = words.Vocabulary.Concepts;
        var meant = MeantBy(words).All;
        ImmutableArray<Mention> mentions = [];
        bool[]? used = null;
        foreach (var rank in meant.Below(all.Length))
        {
            var concept = all[rank];
            if ((heads || !concept.IsHead) && Kinds.IsIn(phase, concept.Phases)
                && Find(concept, words, used, mentions) is { Length: > 0 } found)
            {
                mentions = With(mentions, new Mention(
                    concept, ClausesOf(words, found), ImmutableCollectionsMarshal.AsImmutableArray(found)));
                used ??= new bool[words.All.Length];
                foreach (var at in found) used[at] = true;
            }
        }

        return mentions;
    }

    private static Meant MeantBy(Words words)
    {
        var meant = default(Meant);
        var lexicon = words.Vocabulary.Lexicon;
        foreach (var word in words.All)
        {
            if (lexicon[word.Number] is { Means: true } sense) meant |= sense.Meant;
        }

        return meant;
    }

    private static ImmutableArray<int> ClausesOf(Words words, int[] found)
    {
        if (words.HasOneClause) return words.Clauses;
        ImmutableArray<int> clauses = [words.All[found[0]].Clause];
        foreach (var at in found.AsSpan(1))
        {
            if (!clauses.Contains(words.All[at].Clause)) clauses = clauses.Add(words.All[at].Clause);
        }

        return clauses;
    }

    // What a line says twice, in general and in particular, is one thing: the particular came first.
    private static ImmutableArray<Mention> With(ImmutableArray<Mention> mentions, Mention mention)
    {
        var (same, at) = (mentions.Length - 1, mentions.Length);
        while (same >= 0 && mentions[same].Concept.Name != mention.Concept.Name) same--;
        if (same >= 0)
        {
            return mentions.SetItem(same, mentions[same] with
            {
                Clauses = [.. mentions[same].Clauses.Union(mention.Clauses)],
            });
        }

        while (at > 0 && mentions[at - 1].First > mention.First) at--;
        return mentions.Insert(at, mention);
    }

    // In one clause, so that "smoke tests run and notes written" says nothing of written smoke tests.
    private static int[]? Find(Concept concept, Words words, bool[]? used, ImmutableArray<Mention> mentions)
    {
        if (concept.Spans)
        {
            return concept.Stems.Find(words, new WordsLeft(used, WordsLeft.AnyClause)) is { } anywhere
                && !IsAnySpoken(mentions, words, anywhere) ? anywhere : null;
        }

        // Clause by clause only where the line has what it takes.
        if (!words.HasOneClause && !concept.Stems.MayMatch(words)) return null;
        for (int first = 0, end; first < words.All.Length; first = end)
        {
            var clause = words.All[first].Clause;
            end = words.EndOfClause(first);
            if (!IsSpoken(mentions, clause)
                && concept.Stems.Find(words, new WordsLeft(used, clause, first, end)) is { Length: > 0 } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsAnySpoken(ImmutableArray<Mention> mentions, Words words, int[] found)
    {
        foreach (var at in found)
        {
            if (IsSpoken(mentions, words.All[at].Clause)) return true;
        }

        return false;
    }

    private static bool IsSpoken(ImmutableArray<Mention> mentions, int clause)
    {
        foreach (var mention in mentions)
        {
            if (mention.Clauses.Contains(clause)) return true;
        }

        return false;
    }

    public static Concept Read(ImmutableDictionary<string, string> row, int rank) => new(
        rank,
        row["concept"],
        row["id"] == "-" ? row["concept"] : row["id"],
        Tsv.List(row["phases"]),
        row["kind"] == "-" ? null : Enum.Parse<CheckKind>(row["kind"], ignoreCase: true),
        Enum.Parse<CheckMode>(row["mode"], ignoreCase: true),
        row["evidence"],
        Tsv.List(row["families"]),
        Tsv.List(row["extra"]),
        Stems.Parse(row["stems"]));
}
