using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>What the targets wrote, a heading for each attempt, the newest lines when there are many.</summary>
/// <param name="Target">Only this one; empty for all.</param>
/// <param name="Errors">Only attempts that did not succeed.</param>
internal sealed record DeploymentOutput(Deployment Run, SegmentStore Store, string Target, bool Errors)
{
    private const int MostLines = 500;
    private const int MostSegments = 64;

    public OutputView View()
    {
        var lines = new List<LogLine>();
        var cut = false;
        foreach (var attempt in Run.Attempts.Where(IsWanted).Reverse())
        {
            var block = Block(attempt);
            cut = lines.Count + block.Count > MostLines;
            lines.InsertRange(0, block.TakeLast(MostLines - lines.Count));
            if (cut) break;
        }
        return new OutputView(
            Filters(), lines, cut ? $"Only the last {MostLines} lines are shown; the raw log has all." : "",
            Run.Attempts.IsEmpty ? "" : $"{DeploymentPageView.HrefOf(Run.Id)}/raw");
    }

    private bool IsWanted(Attempt attempt) =>
        (Target == "" || TargetOf(attempt) == Target) && (!Errors || IsError(attempt));

    private static bool IsError(Attempt attempt) => attempt is { IsOpen: false, Outcome: not Outcome.Succeeded };

    private List<LogLine> Block(Attempt attempt)
    {
        var (where, action) = (PlaceOf(attempt), Run.Plan.FirstOrDefault(p => p.Key == attempt.Action));
        var name = action is { Target: not "" } ? action.Name : attempt.Action;
        var tries = attempt.Number > 1 ? $", try {attempt.Number}" : "";
        List<LogLine> lines = [new(attempt.StartedAt, where, name.Capital + tries, LogKind.Heading)];
        foreach (var piece in Store.Tail(attempt.Key(Run), MostSegments))
            lines.AddRange(
                piece.ToString().TrimEnd('\n').Split('\n').Select(l => new LogLine(piece.ObservedAt, where, l)));
        if (attempt is { EndedAt: { } end, Sentence: not "" })
            lines.Add(new LogLine(end, where, attempt.Sentence, IsError(attempt) ? LogKind.Error : LogKind.Plain));
        return lines;
    }

    private string PlaceOf(Attempt attempt) => TargetOf(attempt) is { Length: > 0 } target ? target : Run.Environment;

    private string TargetOf(Attempt attempt) => Run.Plan.FirstOrDefault(p => p.Key == attempt.Action)?.Target ?? "";

    private List<FilterView> Filters()
    {
        var page = DeploymentPageView.HrefOf(Run.Id);
        var errors = Run.Attempts.Count(IsError);
        return
        [
            new FilterView("All", page, Target == "" && !Errors),
            .. Run.Attempts.Select(TargetOf).Where(t => t != "").Distinct().Select(
                t => new FilterView(t, $"{page}?target={Uri.EscapeDataString(t)}", t == Target)),
            .. errors == 0
                ? (IEnumerable<FilterView>)[]
                : [new FilterView($"Errors {errors}", $"{page}?errors=1", Errors)],
        ];
    }
}
