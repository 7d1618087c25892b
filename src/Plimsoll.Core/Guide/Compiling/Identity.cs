using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The name history hangs on. The first line that says something has its plain name; a later one adds its
/// phase.</summary>
internal static class Identity
{
    /// <remarks>With the defaults that go with it, where the check has become another since it was made: it is a large
    /// thing to copy.</remarks>
    public static ImmutableArray<Check> Give(ImmutableArray<Check> checks, HouseDefaults house)
    {
        // What the guide names itself, and the house's own names, are taken before anything is derived.
        var taken = new HashSet<string>(checks.Length, StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return checks.Each(check => Named(check, Unique(check, taken, counts), check.Id, house));
    }

    public static Check WithDefaults(this Check check, HouseDefaults house) =>
        Named(check, check.Id, check.ShortId, house);

    private static Check Named(Check check, string id, string shortId, HouseDefaults house)
    {
        var answer = house.Of(check.Concept, check.Phase);
        var asks = check.Mode != CheckMode.Info && check.Line > 0;
        var (owners, approvers, goodFor) = (asks ? answer.Owners : [], asks ? answer.Approvers : [], answer.GoodFor);
        return owners == check.DefaultOwners && approvers == check.DefaultApprovers && goodFor == check.GoodFor
            && id == check.Id && shortId == check.ShortId ? check : check with
        {
            Id = id, ShortId = shortId, DefaultOwners = owners, DefaultApprovers = approvers, GoodFor = goodFor,
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
