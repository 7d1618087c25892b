using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>Which check of a revision is which of the one before: by identity, then by what it says, then by where it
/// stands.</summary>
internal sealed class CheckPairs
{
    private readonly ImmutableArray<Check> _before;
    private readonly ImmutableArray<Check> _after;
    private readonly int[] _oldOf;
    private readonly int[] _newOf;

    private CheckPairs(ImmutableArray<Check> before, ImmutableArray<Check> after)
    {
        (_before, _after) = (before, after);
        (_oldOf, _newOf) = ([.. after.Select(_ => -1)], [.. before.Select(_ => -1)]);
    }

    public static IReadOnlyList<(int Old, int New)> Of(ImmutableArray<Check> before, ImmutableArray<Check> after)
    {
        var pairs = new CheckPairs(before, after);
        pairs.ByKey(check => $"{check.Phase}\n{IdentityOf(check)}\n{check.Text}\n{check.Part}");
        pairs.ByKey(check => $"{check.Phase}\n{IdentityOf(check)}");
        pairs.ByKey(IdentityOf);
        pairs.ByKey(check => check.Concept.Length == 0 ? "" : $"{check.Phase}\n{check.Concept}");
        pairs.ByWords();
        pairs.ByPlace();
        return [.. pairs._newOf.Index().Where(pair => pair.Item >= 0).Select(pair => (pair.Index, pair.Item))];
    }

    /// <summary>What says something about another line is named by its number, which says nothing here.</summary>
    public static string IdentityOf(Check check) => check.Kind == CheckKind.Owner ? check.Text : check.ShortId;

    // The first with the same key takes the first: what is said twice stays in its order.
    private void ByKey(Func<Check, string> key)
    {
        var free = _before.Index().Where(check => _newOf[check.Index] < 0 && key(check.Item).Length > 0)
            .GroupBy(check => key(check.Item), check => check.Index)
            .ToDictionary(same => same.Key, same => new Queue<int>(same), StringComparer.Ordinal);
        for (var at = 0; at < _after.Length; at++)
        {
            if (_oldOf[at] < 0 && free.TryGetValue(key(_after[at]), out var same) && same.TryDequeue(out var old))
            {
                Pair(old, at);
            }
        }
    }

    // The same line said otherwise: at least half of the words of both are the same.
    private void ByWords()
    {
        var before = Free(_newOf).Select(at => (At: at, Words: WordsOf(_before[at]))).ToList();
        var likeness = from at in Free(_oldOf)
                       let words = WordsOf(_after[at])
                       from old in before
                       where MayBe(_before[old.At], _after[at])
                       let shared = old.Words.Intersect(words).Count
                       let all = old.Words.Count + words.Count - shared
                       where shared * 2 >= all && shared > 0
                       orderby (double)shared / all descending
                       select (Old: old.At, New: at);
        foreach (var (old, at) in likeness.ToList().Where(pair => _newOf[pair.Old] < 0 && _oldOf[pair.New] < 0))
        {
            Pair(old, at);
        }
    }

    // One line between the same neighbours, where one stood before: its words were changed, not the line.
    private void ByPlace()
    {
        foreach (var at in Free(_oldOf).ToList())
        {
            var above = at > 0 ? _oldOf[at - 1] : -1;
            var below = at + 1 < _after.Length ? _oldOf[at + 1] : _before.Length;
            var old = above + 1;
            if ((above >= 0 || at == 0) && below == old + 1 && _newOf[old] < 0 && MayBe(_before[old], _after[at]))
            {
                Pair(old, at);
            }
        }
    }

    private void Pair(int old, int at) => (_newOf[old], _oldOf[at]) = (at, old);

    private static IEnumerable<int> Free(int[] paired) =>
        paired.Index().Where(pair => pair.Item < 0).Select(pair => pair.Index).ToList();

    // Two things the product knows apart are two things; and what nobody has to do never becomes something to do.
    private static bool MayBe(Check before, Check after) => before.Phase == after.Phase
        && (before.Mode == CheckMode.Info) == (after.Mode == CheckMode.Info)
        && (before.Concept.Length == 0 || after.Concept.Length == 0 || before.Concept == after.Concept);

    private static ImmutableHashSet<string> WordsOf(Check check) =>
        [.. Words.In(check.Text)];
}
