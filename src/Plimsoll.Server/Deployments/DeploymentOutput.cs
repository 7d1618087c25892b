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

    public OutputView View()
    {
        var lines = new List<LogLine>();
        var read = new Dictionary<int, LogPlace>();
        var cut = false;
        foreach (var attempt in Attempts.Where(IsWanted).Reverse())
        {
            var (tail, next) = attempt.Tail(Store);
            read[attempt.Index] = next;
            List<LogLine> block = [attempt.Heading, .. tail];
            if (attempt.Ending is { } ending) block.Add(ending);
            cut = lines.Count + block.Count > MostLines;
            lines.InsertRange(0, block.TakeLast(MostLines - lines.Count));
            if (cut) break;
        }
        return new OutputView(
            Filters(), lines, cut ? $"Only the last {MostLines} lines are shown; “All lines” leads to the others." : "",
            Run.Attempts.IsEmpty ? "" : $"{DeploymentPageView.HrefOf(Run.Id)}/raw")
        {
            Whole = Run.Attempts.IsEmpty ? "" : LogAddress.Of(Run.Id),
            Following = Run.HasEnded || Errors ? "" : Following(read),
        };
    }

    private IEnumerable<AttemptLines> Attempts =>
        Enumerable.Range(0, Run.Attempts.Length).Select(index => new AttemptLines(Run, index));

    private bool IsWanted(AttemptLines attempt) =>
        (Target == "" || attempt.Target == Target) && (!Errors || attempt.IsError);

    /// <param name="read">Where reading ended: what is written after that comes by itself, and nothing in between is lost.</param>
    private string Following(IReadOnlyDictionary<int, LogPlace> read)
    {
        var query = QueryString.Create("after", $"{LogCursor.After(Run, Store, read)}");
        if (Target != "") query = query.Add("target", Target);
        return $"{DeploymentPageView.HrefOf(Run.Id)}/lines{query}";
    }

    private List<FilterView> Filters()
    {
        var page = DeploymentPageView.HrefOf(Run.Id);
        var errors = Attempts.Count(a => a.IsError);
        return
        [
            new FilterView("All", page, Target == "" && !Errors),
            .. Attempts.Select(a => a.Target).Where(t => t != "").Distinct().Select(
                t => new FilterView(t, $"{page}?target={Uri.EscapeDataString(t)}", t == Target)),
            .. errors == 0
                ? (IEnumerable<FilterView>)[]
                : [new FilterView($"Errors {errors}", $"{page}?errors=1", Errors)],
        ];
    }
}
