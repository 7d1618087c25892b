using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Words that carry the structure of a phrase.</summary>
[Flags]
internal enum Grammar
{
    None = 0,

    /// <summary>"and" begins a clause, and is no word of it.</summary>
    And = 1,

    /// <summary>the, a, an</summary>
    Article = 2,

    /// <summary>Stands before a role without naming it: an article, our, assigned.</summary>
    Leads = 4,

    /// <summary>or, plus, with: one role is named after another.</summary>
    Joins = 8,

    /// <summary>The last word of a phrase that names people, such as "Coordinator".</summary>
    EndsRole = 16,

    /// <summary>one to four, first, next, same, every, hourly, daily, weekly: a time may be told without a
    /// digit.</summary>
    Counts = 32,

    /// <summary>A known role may begin with it.</summary>
    BeginsRole = 64,

    /// <summary>once, if, for: a condition may follow.</summary>
    Conditions = 128,

    /// <summary>by, from, to, of: somebody may follow.</summary>
    Hands = 256,
}

/// <summary>All that a vocabulary knows of a word: which patterns it may be a part of, which role begins with it.
/// </summary>
/// <param name="Said">The patterns that may match where it stands.</param>
/// <param name="Begins">Those that may match where a clause begins with it.</param>
/// <param name="Meant">The concepts that may be meant, by their rank.</param>
/// <param name="Near">Those that a line with it is near to.</param>
internal sealed record Sense(
    ImmutableArray<Stem> Stems, ImmutableArray<RoleAlias> Roles, Grammar Grammar, Bits Said, Bits Begins, Meant Meant,
    Bits Near)
{
    private readonly int[] _keys = [.. Stems.Select(stem => stem.Key)];

    /// <summary>The stems that it begins with, together.</summary>
    public Bits Stemmed { get; } = Stems.Aggregate(default(Bits), (all, stem) => all | stem.Mark);

    /// <summary>A concept may be meant.</summary>
    public bool Means { get; } = Meant != default;

    /// <param name="key">The stem's: no other needs to be looked at.</param>
    public bool Has(int key, Stem stem)
    {
        for (var at = 0; at < _keys.Length; at++)
        {
            if (_keys[at] == key && Stems[at].IsSame(stem)) return true;
        }

        return false;
    }
}
