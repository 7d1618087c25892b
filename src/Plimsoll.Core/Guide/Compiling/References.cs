using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What lines say about each other: which one keeps which from starting. A reference that leads nowhere, and
/// lines that wait for each other, are errors.</summary>
internal static class References
{
    private const string None = "none";

    private static readonly ImmutableDictionary<string, string> ByWord = new Dictionary<string, string>
    {
        ["production"] = "deploy-production",
        ["staging"] = "deploy-staging",
        ["canary"] = "canary",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    /// <param name="checks">All of a playbook, with their ids.</param>
    /// <param name="isRuled">Any line has overrides.</param>
    /// <param name="saidBy">The overrides that speak of a check.</param>
    public static (ImmutableArray<Check> Checks, ImmutableArray<Lint> Lint) Resolve(
        ImmutableArray<Check> checks, bool isRuled, Func<Check, Overrides> saidBy)
    {
        if (!checks.Any(check => check.Blocks.Length > 0 || check.Condition is { Class: "ask" })
            || (!isRuled && !checks.Any(check => check.Blocks.Length > 0 || check.Condition is { Class: "when" })))
        {
            return (checks, []);
        }

        var index = new CheckIndex(checks);
        var lint = ImmutableArray.CreateBuilder<Lint>();
        ImmutableArray<Check> resolved = !isRuled && !checks.Any(check => check.Blocks.Length > 0) ? checks
            : [.. checks.Select(check => After(Blocking(check, index, saidBy, lint), index, saidBy))];
        lint.AddRange(Waiting.Lint(resolved, saidBy));
        return (resolved, lint.ToImmutable());
    }

    private static Check Blocking(
        Check check, CheckIndex index, Func<Check, Overrides> saidBy, ImmutableArray<Lint>.Builder lint)
    {
        if (check.Blocks.Length == 0 || check.Blocks.Equals(None, StringComparison.OrdinalIgnoreCase))
        {
            return check.Blocks.Length == 0 ? check : check with { Blocks = check.Blocks.ToLowerInvariant() };
        }

        if (Named(check.Blocks, index) is { } later)
        {
            return check with { Blocks = later.Id };
        }

        var known = index.Names.Concat(ByWord.Keys.Where(word => Named(word, index) is not null)).Append(None);
        lint.Add(saidBy(check).Bad($"\"block={check.Blocks}\" names no line of this guide.",
            $"Did you mean \"{Nearest.To(check.Blocks, known)}\"?"));
        return check with { Blocks = "" };
    }

    // Where production is rolled out in parts, it starts with the first of them.
    private static Check? Named(string word, CheckIndex index) =>
        index.Find(ByWord.GetValueOrDefault(word, word))
        ?? (word.ToLowerInvariant() is "production" or "canary" ? index.FirstPart : null);

    // "when=smoke-staging": once that line is done.
    private static Check After(Check check, CheckIndex index, Func<Check, Overrides> saidBy) =>
        check.Condition is { Class: "ask", Text: var text } && saidBy(check)["when"] is { } when && when == text
            && index.Find(text) is { } earlier
            ? check with { Condition = new Condition("when", earlier.Id) } : check;
}

/// <summary>Checks by their ids, and by the short ones where those are not taken.</summary>
internal sealed class CheckIndex
{
    private readonly Dictionary<string, int> _places;
    private readonly ImmutableArray<Check> _checks;

    public CheckIndex(ImmutableArray<Check> checks)
    {
        _checks = checks;
        _places = new Dictionary<string, int>(2 * checks.Length, StringComparer.Ordinal);
        foreach (var (at, check) in checks.Index())
        {
            _places.TryAdd(check.Id, at);
        }

        foreach (var (at, check) in checks.Index())
        {
            _places.TryAdd(check.ShortId, at);
        }
    }

    public IEnumerable<string> Names => _places.Keys;

    public Check? FirstPart => _checks.FirstOrDefault(check => check.Concept is "canary" or "promote");

    public Check? Find(string id) => _places.TryGetValue(id, out var at) ? _checks[at] : null;

    public int PlaceOf(string id) => _places.GetValueOrDefault(id, -1);
}
