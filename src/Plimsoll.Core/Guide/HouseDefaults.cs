using System.Collections.Frozen;
using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>What holds where a guide does not say otherwise: owners, sign-offs by release type, how long evidence is
/// good.</summary>
public sealed record HouseDefaults(ImmutableArray<HouseRule> Rules)
{
    // Every line asks, and few get an answer: by what the rules are about.
    private readonly FrozenDictionary<string, HouseAnswer> _answers =
        Rules.GroupBy(rule => rule.About).ToFrozenDictionary(same => same.Key, same => HouseAnswer.Of([.. same]));
    private readonly HouseAnswer _everything = HouseAnswer.Of([.. Rules.Where(rule => rule.About == "*")]);

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

    /// <summary>Who owns and who accepts a line that names nobody, and how long its evidence is good. The first name
    /// that a rule speaks of decides: the concept, its phase, the phase that holds it, then everything.</summary>
    internal HouseAnswer Of(string concept, string phase)
    {
        var named = About(concept);
        return !named.Owners.IsEmpty ? named
            : named with { Owners = About(phase).Owners is { IsEmpty: false } ofPhase ? ofPhase : _everything.Owners };
    }

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

    private HouseAnswer About(string name)
    {
        var own = _answers.GetValueOrDefault(name, HouseAnswer.None);
        return name.IndexOf('.', StringComparison.Ordinal) is >= 0 and var end
            ? own.Within(_answers.GetValueOrDefault(name[..end], HouseAnswer.None)) : own;
    }

    private static HouseDefaults From(ImmutableArray<ImmutableDictionary<string, string>> rows) =>
        new([.. rows.Select(row => new HouseRule(row["rule"], row["about"], row["value"]))]);
}

/// <summary>One house rule: <c>owner</c>, <c>accept</c>, <c>sign-off</c> or <c>good-for</c>, what about, and what it
/// says.</summary>
public sealed record HouseRule(string Rule, string About, string Value);

/// <summary>What house rules say about a name: its owners, who accepts it, how long its evidence is good.</summary>
/// <param name="GoodFor">Null: as long as the content is the same.</param>
internal readonly record struct HouseAnswer(
    ImmutableArray<string> Owners, ImmutableArray<string> Approvers, TimeSpan? GoodFor)
{
    public static HouseAnswer None { get; } = new([], [], null);

    public static HouseAnswer Of(ImmutableArray<HouseRule> rules) => new(
        Said(rules, "owner"), Said(rules, "accept"),
        Said(rules, "good-for") is [var length, ..] ? Durations.Read(length) : null);

    /// <summary>Completed by what is said about the name that holds it; how long evidence is good is its own.</summary>
    public HouseAnswer Within(HouseAnswer whole) => new(
        Owners.IsEmpty ? whole.Owners : Owners, Approvers.IsEmpty ? whole.Approvers : Approvers, GoodFor);

    private static ImmutableArray<string> Said(ImmutableArray<HouseRule> rules, string kind) =>
        [.. rules.Where(rule => rule.Rule == kind).Select(rule => rule.Value)];
}
