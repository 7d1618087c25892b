using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What only the whole guide shows: what is missing, said twice or in the wrong order.</summary>
internal static class PlaybookLints
{
    private static readonly ImmutableArray<(string Family, string Missing)> Expected =
        [.. Tsv.Shipped("gaps.tsv").Select(row => (row["family"], row["missing"]))];

    public static void Add(ImmutableArray<CompiledLine> lines, Playbook playbook, List<Lint> all)
    {
        if (playbook.Items != lines.Length)
        {
            all.Add(new Lint("LOST", "error", 1, 1,
                $"{playbook.Items} items were read but {lines.Length} came out.",
                    "This is a fault of Plimsoll; report it with the guide."));
        }

        var done = new List<CompiledLine>(lines.Length);
        foreach (var line in lines)
        {
            if (line.Output == Output.Check) done.Add(line);
        }

        if (done.Count == 0)
        {
            all.Add(new Lint("EMPTY", "error", 1, 1, "There is nothing to do in this guide.",
                "Write what is to be done as list items, best with checkboxes."));
            return;
        }

        AddDoubled(done, all);
        AddDisordered(done, all);
        AddNamedTwice(lines, all);
        AddMissing(playbook, all);
    }

    // Together by what they ask for, in the order in which that was first asked for.
    private static void AddDoubled(List<CompiledLine> done, List<Lint> all)
    {
        // As many as there are concepts, at most; in a guide there are few.
        List<Check> first = [];
        List<(int First, Lint Lint)>? doubled = null;
        foreach (var line in done)
        {
            foreach (var check in line.Checks)
            {
                if (check.Concept.Length == 0) continue;
                var at = 0;
                while (at < first.Count && first[at].Concept != check.Concept) at++;
                if (at == first.Count) first.Add(check);
                var before = first[at];
                if (before.Phase == check.Phase) continue;
                (doubled ??= []).Add((at, At(line, "DUPLICATE", "info",
                    $"{check.Concept} is also asked for in line {before.Line}.", "Nothing to do if both are meant.")));
            }
        }

        if (doubled is not null) all.AddRange(doubled.OrderBy(one => one.First).Select(one => one.Lint));
    }

    private static void AddDisordered(List<CompiledLine> done, List<Lint> all)
    {
        var at = done.FindIndex(static line => line.Asks(static check => check.Concept == "deploy-production"));
        if (at < 0) return;
        var production = done[at];
        for (var next = at + 1; next < done.Count; next++)
        {
            if (done[next].Reading.Section.Phase == production.Reading.Section.Phase
                && done[next].Asks(static check => check.Concept == "deploy-staging"
                    || check.Kind == CheckKind.Approval))
            {
                all.Add(At(production, "ORDER", "warn", $"Production comes before line {done[next].Item.At.Line}.",
                    "Move the production line below it."));
            }
        }
    }

    private static void AddNamedTwice(ImmutableArray<CompiledLine> lines, List<Lint> all)
    {
        List<CompiledLine> named = [];
        foreach (var line in lines)
        {
            if (!line.Reading.Overrides.Values.IsEmpty && line.Reading.Overrides["id"] is not null) named.Add(line);
        }

        all.AddRange(
            from line in named
            group line by line.Reading.Overrides["id"] into same
            from later in same.Skip(1)
            select At(later, "DUP-ID", "error", $"The id \"{same.Key}\" is taken by line {same.First().Item.At.Line}.",
                "Give it another id."));
    }

    private static void AddMissing(Playbook playbook, List<Lint> all)
    {
        foreach (var (family, missing) in Expected)
        {
            if (!IsSpokenOf(playbook, family))
                all.Add(new Lint("GAP", "info", 1, 1, missing, "Add the line if the organisation does it."));
        }
    }

    private static bool IsSpokenOf(Playbook playbook, string family)
    {
        foreach (var check in playbook.Checks)
        {
            if (check.Families.Contains(family) || (family == "PROD" && ReachesEverybody(check))) return true;
        }

        return false;
    }

    // A rollout to all targets is the deployment to production.
    private static bool ReachesEverybody(Check check) => check.Percents is [.., 100];

    private static Lint At(CompiledLine line, string code, string level, string message, string fix) =>
        new(code, level, line.Item.At.Line, line.Item.At.Column, message, fix) { File = line.File };
}
