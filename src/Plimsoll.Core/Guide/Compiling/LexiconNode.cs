using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A letter of the lexicon while it is put together.</summary>
internal sealed class LexiconNode(char letter)
{
    private readonly Dictionary<char, LexiconNode> _below = [];

    public char Letter => letter;

    /// <summary>In the order in which a lexicon has its letters.</summary>
    public IEnumerable<LexiconNode> All => _below.Values.OrderBy(node => Lexicon.BitOf(node.Letter));

    public Known Begun { get; } = new();

    public Known Ended { get; } = new();

    public Known Of(bool whole) => whole ? Ended : Begun;

    public LexiconNode Below(char next) =>
        _below.TryGetValue(next, out var below) ? below : _below[next] = new LexiconNode(next);
}

/// <summary>What is known of the words that begin so, or end here.</summary>
internal sealed class Known
{
    public HashSet<Stem> Stems { get; private init; } = [];

    public ImmutableArray<RoleAlias> Roles { get; set; } = [];

    public Grammar Grammar { get; set; }

    public Bits Said { get; set; }

    public Bits Begins { get; set; }

    public Meant Meant { get; set; }

    public Bits Near { get; set; }

    public Known And(Known more) => more is { Stems.Count: 0, Roles.IsEmpty: true, Grammar: Grammar.None }
        && more.Near == default ? this : new Known
    {
        Stems = [.. Stems, .. more.Stems],
        Roles = more.Roles,
        Grammar = Grammar | more.Grammar,
        Said = Said | more.Said,
        Begins = Begins | more.Begins,
        Meant = Meant | more.Meant,
        Near = Near | more.Near,
    };

    public Sense? Sense() =>
        Stems.Count == 0 && Roles.IsEmpty && Grammar == Grammar.None && Near == default ? null : _sense ??=
            new Sense([.. Stems], Roles, Roles.IsEmpty ? Grammar : Grammar | Grammar.BeginsRole, Said, Begins, Meant,
                Near);

    private Sense? _sense;
}
