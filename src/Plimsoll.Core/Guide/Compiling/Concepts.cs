using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Something the product can do about a line.</summary>
/// <param name="Kind">Null: by the wording.</param>
internal sealed record Concept(
    string Name, ImmutableArray<string> Phases, CheckKind? Kind, CheckMode Mode, string Evidence,
        ImmutableArray<string> Families,
    bool Spans, Stems Stems);

/// <summary>A concept found in a line, and the clauses of the line that speak of it.</summary>
/// <param name="Found">The words that were matched, and so used up.</param>
/// <param name="Before">The words that were used up before.</param>
internal sealed record Mention(
    Concept Concept, ImmutableHashSet<int> Clauses, ImmutableSortedSet<int> Found, ImmutableHashSet<int> Before)
{
    public int First => Found[0];
}

/// <summary>The concepts the product knows.</summary>
internal sealed class Concepts(ImmutableArray<ImmutableDictionary<string, string>> rows)
{
    public ImmutableArray<Concept> All { get; } = [.. rows.Select(Read)];

    /// <summary>The concepts of a line in the order it says them, at most one for each clause.</summary>
    public ImmutableArray<Mention> In(Words words, string phase)
    {
        var (used, spoken) = (ImmutableHashSet<int>.Empty, ImmutableHashSet<int>.Empty);
        var mentions = ImmutableArray.CreateBuilder<Mention>();
        foreach (var concept in All.Where(concept => Kinds.IsIn(phase, concept.Phases)))
        {
            if (Find(concept, words, used) is not { } found)
            {
                continue;
            }

            var clauses = found.Select(at => words.All[at].Clause).ToImmutableHashSet();
            if (!spoken.Overlaps(clauses))
            {
                mentions.Add(new Mention(concept, clauses, found, used));
                (used, spoken) = (used.Union(found), spoken.Union(clauses));
            }
        }

        return [.. mentions.OrderBy(mention => mention.First)];
    }

    // In one clause, so that "smoke tests run and notes written" says nothing of written smoke tests.
    private static ImmutableSortedSet<int>? Find(Concept concept, Words words, ImmutableHashSet<int> used)
    {
        // Most concepts are not spoken of at all: one look at the whole line settles it.
        if (concept.Stems.Find(words, new Stems.Free(used, null)) is not { Count: > 0 } anywhere)
        {
            return null;
        }

        return concept.Spans || words.Clauses.Length == 1 ? anywhere
            : words.Clauses.Select(clause => concept.Stems.Find(words, new Stems.Free(used, clause)))
                .FirstOrDefault(found => found is { Count: > 0 });
    }

    /// <summary>Names of known concepts that share the most words with a line: what it may have meant.</summary>
    public IEnumerable<string> Nearest(Words words, string phase) =>
        (from concept in All
         where Kinds.IsIn(phase, concept.Phases)
         let shared = concept.Stems.Shared(words)
         where shared > 0
         orderby shared descending
         select concept.Name).Take(3);

    private static Concept Read(ImmutableDictionary<string, string> row) => new(
        row["concept"],
        Tsv.List(row["phases"]),
        row["kind"] == "-" ? null : Enum.Parse<CheckKind>(row["kind"], ignoreCase: true),
        Enum.Parse<CheckMode>(row["mode"], ignoreCase: true),
        row["evidence"],
        Tsv.List(row["families"]),
        row["spans"] == "yes",
        Stems.Parse(row["stems"]));
}
