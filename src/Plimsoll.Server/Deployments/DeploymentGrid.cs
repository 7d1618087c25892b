using Plimsoll.Core.Deployments;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>Actions down, targets across: where a deployment is.</summary>
internal static class DeploymentGrid
{
    public static GridView Of(Deployment run)
    {
        var batches = Batches(run);
        var declared = run.Inputs?.Environment.Targets ?? [];
        var targets = batches.Keys.Concat(declared.Select(t => t.Name)).Distinct().ToList();
        var columns = from t in targets
                      select new TargetColumn(t, batches.GetValueOrDefault(t, "Not changed"), IsHot(run, t));
        // One that looks at some targets and one that looks at all are two rows, each below what it looks at.
        var rows = from row in run.Plan.GroupBy(p => (p.Name, Looked: p.Target == "" ? string.Join(' ', p.Targets) : ""))
                   select new ActionRow(Title(row.First()), Cells(run, [.. row], targets));
        var done = run.Plan.Count(p => IsOver(run, p));
        var progress = run.Plan.IsEmpty ? "" : $"{done} of {run.Plan.Length} actions done";
        return new GridView(progress, [.. columns], [.. rows]);
    }

    /// <summary>Each wave of switches is a batch; the first one is the canary where the environment has one.</summary>
    private static Dictionary<string, string> Batches(Deployment run)
    {
        var hasCanary = run.Plan.Any(p => p.Name.StartsWith("canary ", StringComparison.Ordinal));
        var waves = run.Plan.Where(p => p.Name == "switch").GroupBy(p => p.Wave).OrderBy(w => w.Key).ToList();
        return waves.SelectMany((wave, i) => wave.Select(p => (p.Target, Batch: BatchOf(i, hasCanary))))
            .ToDictionary(b => b.Target, b => b.Batch);
    }

    private static string BatchOf(int wave, bool hasCanary) =>
        !hasCanary ? $"Batch {wave + 1}" : wave == 0 ? "Canary" : $"Batch {wave}";

    private static bool IsHot(Deployment run, string target) => run.Excluded.ContainsKey(target)
        || run.Plan.Any(p => (p.Target == target || p.Targets.Contains(target))
            && run.Latest(p.Key) is { IsOpen: false, Outcome: not Outcome.Succeeded });

    private static List<ActionCell> Cells(Deployment run, List<PlannedAction> row, List<string> targets)
    {
        if (row[0].Target != "")
            return [.. targets.Select(t => row.Find(p => p.Target == t) is { } action ? Cell(run, action) : NotPart)];
        var cell = row.Count == 1 && row[0].Phase == Phase.Deploy ? Cell(run, row[0]) : Checks(run, row);
        var (first, looked) = (targets.FindIndex(row[0].Targets.Contains), row[0].Targets.Length);
        if (first < 0 || !targets.Skip(first).Take(looked).All(row[0].Targets.Contains))
            return [cell with { Span = targets.Count }];
        var after = targets.Count - first - looked;
        return [.. Beside(first), cell with { Span = looked }, .. Beside(after)];
    }

    private static IEnumerable<ActionCell> Beside(int span) => span > 0 ? [NotPart with { Span = span }] : [];

    /// <summary>Watching is done once for each part: "watch 25 50%: errors" is the watch of 50 percent.</summary>
    private static string Title(PlannedAction action) =>
        action.Name == "watch" && action.Key.Split(':')[0].Split(' ') is [_, _, var part]
            ? $"{action.Name.Capital} {part}" : action.Name.Capital;

    private static ActionCell Cell(Deployment run, PlannedAction action)
    {
        if (run.Skipped.Contains(action.Key)) return new ActionCell(new Sign(Mark.Skip, "skipped"), "skipped");
        if (run.Latest(action.Key) is not { } latest)
            return run.HasLeftOut(action) ? LeftOut : Nothing(1);
        var times = latest.Number > 1 ? $", try {latest.Number}" : "";
        var text = latest switch
        {
            { IsOpen: true } => $"running{times}",
            { Outcome: Outcome.Succeeded, EndedAt: { } end } => Words.Exactly(end - latest.StartedAt) + times,
            _ => latest.Sign.Word + times,
        };
        return new ActionCell(latest.Sign, text);
    }

    /// <summary>A suite is one cell: how many of its checks passed.</summary>
    private static ActionCell Checks(Deployment run, List<PlannedAction> suite)
    {
        var seen = suite.Select(p => run.Latest(p.Key)).OfType<Attempt>().ToList();
        if (seen.Count == 0) return suite.TrueForAll(run.HasLeftOut) ? LeftOut : Nothing(1);
        var worst = seen.Find(a => a is { IsOpen: false, Outcome: not Outcome.Succeeded })
            ?? seen.Find(a => a.IsOpen) ?? seen[0];
        var passed = seen.Count(a => a.Outcome == Outcome.Succeeded);
        var sign = passed < suite.Count && worst.Outcome == Outcome.Succeeded
            ? new Sign(Mark.Run, "running")
            : worst.Sign;
        return new ActionCell(sign, $"{passed} of {suite.Count} passed");
    }

    private static ActionCell NotPart => new(new Sign(Mark.Skip, "not part of it"), "");

    private static ActionCell LeftOut => new(new Sign(Mark.Skip, "excluded"), "excluded");

    private static ActionCell Nothing(int span) => new(new Sign(Mark.Wait, "pending"), "", span);

    private static bool IsOver(Deployment run, PlannedAction action) =>
        run.Skipped.Contains(action.Key) || run.Latest(action.Key) is { Outcome: Outcome.Succeeded };
}
