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

    private static IEnumerable<Lint> Doubled(List<CompiledLine> done) =>
        from said in done.SelectMany(line => line.Checks, (line, check) => (line, check))
        where said.check.Concept.Length > 0
        group said by said.check.Concept into same
        where same.Select(said => said.check.Phase).Distinct().Count() > 1
        let first = same.First()
        from later in same.Skip(1)
        where later.check.Phase != first.check.Phase
        select At(later.line, "DUPLICATE", "info",
            $"{later.check.Concept} is also asked for in line {first.check.Line}.",
            "Nothing to do if both are meant.");

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
        where line.Reading.Overrides["id"] is not null
        group line by line.Reading.Overrides["id"] into same
        from later in same.Skip(1)
        select At(later, "DUP-ID", "error", $"The id \"{same.Key}\" is taken by line {same.First().Item.At.Line}.",
            "Give it another id.");

    private static IEnumerable<Lint> Missing(Playbook playbook)
    {
        var spoken = playbook.Checks.SelectMany(check => check.Families).ToHashSet(StringComparer.Ordinal);
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
