using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The name history hangs on. The first line that says something has its plain name; a later one adds its
/// phase.</summary>
internal static class Identity
{
    public static ImmutableArray<Check> Give(ImmutableArray<Check> checks)
    {
        // What the guide names itself, and the house's own names, are taken before anything is derived.
        var taken = new HashSet<string>(checks.Length, StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var named = ImmutableArray.CreateBuilder<Check>(checks.Length);
        foreach (var check in checks)
        {
            var id = Unique(check, taken, counts);
            named.Add(id == check.Id && check.ShortId == id ? check : check with { ShortId = check.Id, Id = id });
        }

        return named.MoveToImmutable();
    }

    public static Check WithDefaults(this Check check, HouseDefaults house)
    {
        var asks = check.Mode != CheckMode.Info && check.Line > 0;
        var goodFor = house.GoodFor(check.Concept);
        return !asks && goodFor == check.GoodFor && check.DefaultOwners.IsEmpty && check.DefaultApprovers.IsEmpty
            ? check : check with
        {
            DefaultOwners = asks ? house.OwnersOf(check.Concept, check.Phase) : [],
            DefaultApprovers = asks ? house.ApproversOf(check.Concept) : [],
            GoodFor = goodFor,
        };
    }

    private static string Unique(Check check, HashSet<string> taken, Dictionary<string, int> counts)
    {
        if (taken.Add(check.Id))
        {
            return check.Id;
        }

        var qualified = $"{check.Phase}/{check.Id}";
        var number = counts.GetValueOrDefault(qualified, 1);
        var name = qualified;
        while (!taken.Add(name))
        {
            name = $"{qualified}-{++number}";
        }

        counts[qualified] = number;
        return name;
    }
}
