using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>The lines of a deployment's log that hold some words, each with the way to where it stands.</summary>
internal sealed record LogFindings(Sight Sight, LogSearch Search, LogSpot After)
{
    private const int MostHits = 200;

    public DeploymentLogView View()
    {
        var (run, hits) = (Search.Run, Search.From(After, MostHits));
        return new DeploymentLogView(
            run.Id, run.Service, Sight.TitleOf(run.Service), DeploymentPageView.Title(Sight, run), Sentence(hits), Search.Words,
            LogPages.Choices(run, 0), [.. hits.Found.Select(Row)],
            LogWays.None with
            {
                First = After == LogSpot.Begin ? "" : Finding(LogSpot.Begin),
                Newer = hits.Next is { } next ? Finding(next) : "",
            },
            $"{DeploymentPageView.HrefOf(run.Id)}/raw");
    }

    private string Sentence(LogHits hits)
    {
        var found = hits.Found.Count switch
        {
            0 => "No line holds it", 1 => "One line holds it", var many => $"{many} lines hold it",
        };
        var where = (After == LogSpot.Begin, hits.Next) switch
        {
            (true, null) => "",
            (true, { } to) => $" up to line {LogPages.Counted(to.Line)} of attempt {to.Attempt}; search on for the rest",
            (false, null) => $" from line {LogPages.Counted(After.Line)} of attempt {After.Attempt} to the end",
            (false, { } to) => $" from line {LogPages.Counted(After.Line)} of attempt {After.Attempt} to line "
                + $"{LogPages.Counted(to.Line)} of attempt {to.Attempt}; search on for the rest",
        };
        return $"{found}{where}.";
    }

    private LogRow Row(LogHit hit) => new(
        $"{hit.Spot.Attempt}:{hit.Spot.Line}", "", LogAddress.At(hit.Spot), hit.At, hit.Text);

    private string Finding(LogSpot after) => LogAddress.Finding(Search.Run.Id, Search.Words, after);
}
