using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A lexicon while it is put together.</summary>
internal sealed class LexiconTree
{
    // A line is near a concept when one of its words begins with so many letters of the concept's.
    private const int Near = 3;

    private static readonly ImmutableArray<string> Last =
        [.. Tsv.Shipped("role-words.tsv").SelectMany(row => Tsv.List(row["last"]))];

    private readonly LexiconNode _root = new('\0');

    public LexiconTree()
    {
        Mark(Grammar.And, "and");
        Mark(Grammar.Article, "the", "a", "an");
        Mark(Grammar.Leads, "the", "a", "an", "our", "assigned");
        Mark(Grammar.Joins, "or", "plus", "with");
        Mark(Grammar.EndsRole, [.. Last]);
        Mark(Grammar.Conditions, "once", "if", "for");
        Mark(Grammar.Hands, "by", "from", "to", "of");
        Mark(Grammar.Counts, "first", "next", "same", "every");
        MarkBeginnings(Grammar.Counts, "one", "two", "three", "four", "hourly", "daily", "weekly");
    }

    private Bits Always { get; set; }

    private Bits AlwaysConcepts { get; set; }

    public void Add(Stems pattern)
    {
        AddStems(pattern);
        foreach (var alternative in pattern.Alternatives)
        {
            if (Stems.KeyOf(alternative) is not { } key)
            {
                Always |= pattern.Mark;
                continue;
            }

            foreach (var choice in key.Choices)
            {
                var known = At(choice[0].Text).Of(choice[0].Whole);
                (known.Said, known.Begins) = key.First ? (known.Said, known.Begins | pattern.Mark)
                    : (known.Said | pattern.Mark, known.Begins);
            }
        }
    }

    public void Add(Concept concept)
    {
        AddStems(concept.Stems);
        foreach (var alternative in concept.Stems.Alternatives)
        {
            if (Stems.KeyOf(alternative) is not { } key)
            {
                AlwaysConcepts |= Bits.Of(concept.Rank);
                continue;
            }

            AddMeant(concept, key, alternative.FirstOrDefault(term => !ReferenceEquals(term, key)
                && term is { Absent: false, Kind: TermKind.Words }));
            foreach (var choice in key.Choices)
            {
                At(choice[0].Text[..Math.Min(Near, choice[0].Text.Length)]).Begun.Near |= Bits.Of(concept.Rank);
            }
        }
    }

    // The second word is another term's, else the last of the phrase that the first one begins.
    private void AddMeant(Concept concept, StemTerm key, StemTerm? other)
    {
        var mark = Bits.Of(concept.Rank);
        foreach (var choice in other?.Choices ?? []) Mean(choice[0], new Meant(default, default, mark));
        foreach (var choice in key.Choices)
        {
            var alone = other is null && choice.Length == 1;
            Mean(choice[0], alone ? new Meant(mark, default, default) : new Meant(default, mark, default));
            if (other is null && !alone) Mean(choice[^1], new Meant(default, default, mark));
        }
    }

    private void Mean(Stem stem, Meant meant) => At(stem.Text).Of(stem.Whole).Meant |= meant;

    /// <summary>A word may also end in s, where no other role begins with that.</summary>
    public void Add(ImmutableArray<RoleAlias> roles)
    {
        var byFirst = roles.GroupBy(alias => alias.Words[0]).ToDictionary(
            same => same.Key, same => same.OrderByDescending(alias => alias.Words.Length).ToImmutableArray());
        foreach (var (first, aliases) in byFirst)
        {
            At(first).Ended.Roles = aliases;
            if (!byFirst.ContainsKey(first + "s")) At(first + "s").Ended.Roles = aliases;
        }
    }

    public Lexicon Build()
    {
        var places = ImmutableArray.CreateBuilder<Lexicon.Place>();
        var ahead = new Queue<(LexiconNode Node, Known Above)>();
        ahead.Enqueue((_root, new Known
        {
            Meant = new Meant(AlwaysConcepts, default, default), Near = AlwaysConcepts,
        }));
        while (ahead.TryDequeue(out var next))
        {
            var begun = next.Above.And(next.Node.Begun);
            places.Add(new Lexicon.Place(next.Node.Letter, places.Count + ahead.Count + 1, begun.Sense(),
                begun.And(next.Node.Ended).Sense()));
            foreach (var below in next.Node.All) ahead.Enqueue((below, begun));
        }

        return new Lexicon(places.ToImmutable(), Always);
    }

    private void Mark(Grammar grammar, params ReadOnlySpan<string> words)
    {
        foreach (var word in words) At(word).Ended.Grammar |= grammar;
    }

    private void MarkBeginnings(Grammar grammar, params ReadOnlySpan<string> beginnings)
    {
        foreach (var beginning in beginnings) At(beginning).Begun.Grammar |= grammar;
    }

    private void AddStems(Stems pattern)
    {
        foreach (var stem in pattern.Alternatives.SelectMany(terms => terms).SelectMany(term => term.Choices)
            .SelectMany(choice => choice))
        {
            At(stem.Text).Of(stem.Whole).Stems.Add(stem);
        }
    }

    private LexiconNode At(string text) => text.Aggregate(_root, (node, letter) => node.Below(letter));
}
