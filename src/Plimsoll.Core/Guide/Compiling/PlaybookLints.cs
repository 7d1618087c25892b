using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What only the whole guide shows: what is missing, said twice or in the wrong order.</summary>
internal static class PlaybookLints
{
    private static readonly ImmutableArray<(string Family, string Missing)> Expected =
        [.. Tsv.Shipped("gaps.tsv").Select(row => (row["family"], row["missing"]))];

    public static IEnumerable<Lint> Of(ImmutableArray<CompiledLine> lines, Playbook playbook)
    {
        var done = lines.Where(line => line.Output == Output.Check).ToList();
        if (playbook.Items != lines.Length)
        {
            yield return new Lint("LOST", "error", 1, 1,
                $"{playbook.Items} items were read but {lines.Length} came out.",
                    "This is a fault of Plimsoll; report it with the guide.");
        }

        if (done.Count == 0)
        {
            yield return new Lint("EMPTY", "error", 1, 1, "There is nothing to do in this guide.",
                "Write what is to be done as list items, best with checkboxes.");
            yield break;
        }

        foreach (var lint in Doubled(done).Concat(Disordered(done)).Concat(NamedTwice(lines)).Concat(Missing(playbook)))
        {
            yield return lint;
        }
    }

    // Together by what they ask for, in the order in which that was first asked for.
    private static IEnumerable<Lint> Doubled(List<CompiledLine> done)
    {
        var first = new Dictionary<string, (Check Check, int At)>(StringComparer.Ordinal);
        var doubled = new List<(int First, Lint Lint)>();
        foreach (var line in done)
        {
            foreach (var check in line.Checks)
            {
                if (check.Concept.Length == 0 || first.TryAdd(check.Concept, (check, first.Count))) continue;
                var (before, at) = first[check.Concept];
                if (before.Phase == check.Phase) continue;
                doubled.Add((at, At(line, "DUPLICATE", "info",
                    $"{check.Concept} is also asked for in line {before.Line}.", "Nothing to do if both are meant.")));
            }
        }

        return doubled.OrderBy(one => one.First).Select(one => one.Lint);
    }

    private static IEnumerable<Lint> Disordered(List<CompiledLine> done)
    {
        var production = done.FindIndex(line => line.Checks.Any(check => check.Concept == "deploy-production"));
        return production < 0 ? [] :
            from later in done.Skip(production + 1)
            where later.Reading.Section.Phase == done[production].Reading.Section.Phase
                && later.Checks.Any(check => check.Concept == "deploy-staging" || check.Kind == CheckKind.Approval)
            select At(done[production], "ORDER", "warn", $"Production comes before line {later.Item.At.Line}.",
                "Move the production line below it.");
    }

    private static IEnumerable<Lint> NamedTwice(ImmutableArray<CompiledLine> lines) =>
        from line in lines
        where !line.Reading.Overrides.Values.IsEmpty && line.Reading.Overrides["id"] is not null
        group line by line.Reading.Overrides["id"] into same
        from later in same.Skip(1)
        select At(later, "DUP-ID", "error", $"The id \"{same.Key}\" is taken by line {same.First().Item.At.Line}.",
            "Give it another id.");

    private static IEnumerable<Lint> Missing(Playbook playbook)
    {
        var spoken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var check in playbook.Checks)
        {
            foreach (var family in check.Families) spoken.Add(family);
        }

        return from expected in Expected
               where !spoken.Contains(expected.Family)
                   && !(expected.Family == "PROD" && playbook.Checks.Any(ReachesEverybody))
               select new Lint("GAP", "info", 1, 1, expected.Missing, "Add the line if the organisation does it.");
    }

    // A rollout to all targets is the deployment to production.
    private static bool ReachesEverybody(Check check) => check.Percents is [.., 100];

    private static Lint At(CompiledLine line, string code, string level, string message, string fix) =>
        new(code, level, line.Item.At.Line, line.Item.At.Column, message, fix) { File = line.File };
}
