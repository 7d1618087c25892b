using System.Collections.Frozen;
using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>What holds where a guide does not say otherwise: owners, sign-offs by release type, how long evidence is
/// good.</summary>
public sealed record HouseDefaults(ImmutableArray<HouseRule> Rules)
{
    // Every line asks, and few get an answer.
    private readonly FrozenDictionary<string, ImmutableArray<string>> _owners = Values(Rules, "owner");
    private readonly FrozenDictionary<string, ImmutableArray<string>> _accept = Values(Rules, "accept");
    private readonly FrozenDictionary<string, TimeSpan?> _goodFor =
        Values(Rules, "good-for").ToFrozenDictionary(one => one.Key, one => Durations.Read(one.Value[0]));

    public const string Origin = "house default";

    /// <summary>The sidecar the product ships, <c>guides/house-defaults.tsv</c>.</summary>
    public static HouseDefaults Shipped { get; } = From(Tsv.Shipped("house-defaults.tsv"));

    /// <summary>An organisation's own: the same table, tabs between its three columns rule, about, value.</summary>
    public static HouseDefaults Parse(string table) => From(Tsv.Parse(table));

    /// <summary>The same rules with others in place of those about the same; sign-offs are replaced together.
    /// </summary>
    public HouseDefaults With(ImmutableArray<HouseRule> own) => own.IsEmpty ? this : new HouseDefaults(
    [
        .. Rules.Where(rule => !own.Any(mine => mine.Rule == rule.Rule
            && (mine.About == rule.About || rule.Rule == "sign-off"))),
        .. own,
    ]);

    public ImmutableArray<string> OwnersOf(string concept, string phase) => People(_owners, concept, phase, "*");

    public ImmutableArray<string> ApproversOf(string concept) => People(_accept, concept);

    public TimeSpan? GoodFor(string concept) => _goodFor.GetValueOrDefault(concept);

    /// <summary>The sign-offs a release needs, after the guide's own lines; line 0, because no line says it.</summary>
    public ImmutableArray<Check> SignOffs { get; } =
        [.. from rule in Rules where rule.Rule == "sign-off" select SignOff(rule.Value, rule.About)];

    private static Check SignOff(string role, string types)
    {
        var id = $"sign-off.{string.Join('-', Words.In(role).Take(8))}";
        return new Check(
            0, "", "approval", CheckKind.Approval, id, "sign-off", $"approval({role})", CheckMode.Manual, [role],
                [role], [],
            null, null, new Condition("type", types), $"{role} signs off the release", Origin);
    }

    // The first of these names that a rule speaks of: the concept, its phase, the phase that holds it, then everything.
    private static ImmutableArray<string> People(
        FrozenDictionary<string, ImmutableArray<string>> known, params ReadOnlySpan<string> about)
    {
        foreach (var name in about)
        {
            if (known.TryGetValue(name, out var people)
                || (name.IndexOf('.', StringComparison.Ordinal) is >= 0 and var end
                    && known.TryGetValue(name[..end], out people)))
            {
                return people;
            }
        }

        return [];
    }

    private static FrozenDictionary<string, ImmutableArray<string>> Values(
        ImmutableArray<HouseRule> rules, string kind) =>
        rules.Where(rule => rule.Rule == kind).GroupBy(rule => rule.About, rule => rule.Value)
            .ToFrozenDictionary(same => same.Key, same => same.ToImmutableArray());

    private static HouseDefaults From(ImmutableArray<ImmutableDictionary<string, string>> rows) =>
        new([.. rows.Select(row => new HouseRule(row["rule"], row["about"], row["value"]))]);
}

/// <summary>One house rule: <c>owner</c>, <c>accept</c>, <c>sign-off</c> or <c>good-for</c>, what about, and what it
/// says.</summary>
public sealed record HouseRule(string Rule, string About, string Value);
