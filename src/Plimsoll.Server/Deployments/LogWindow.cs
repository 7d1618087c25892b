using Plimsoll.Core.Deployments;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Deployments;

/// <summary>Some lines of one attempt's log; the same work wherever they stand and however long it is.</summary>
/// <param name="Number">The attempt, from 1; 0 while the deployment has made none.</param>
/// <param name="Begin">The first line to show; 0 where none was named.</param>
/// <param name="Line">A line to show among others; 0 where none was named. With neither the newest are shown.</param>
internal sealed record LogWindow(Sight Sight, Deployment Run, SegmentStore Store, int Number, long Begin, long Line)
{
    private const int MostLines = 500;
    private const int LinesBefore = 20;
    private const int LongestShown = 2000;
    private const int Piece = 2;

    private Attempt? Attempt => Number > 0 ? Run.Attempts[Number - 1] : null;

    private string Key => Attempt?.Key(Run) ?? "";

    public DeploymentLogView View()
    {
        var total = Total();
        var first = Begin > 0 ? Begin : Line > 0 ? Math.Max(1, Line - LinesBefore) : Math.Max(1, total - MostLines + 1);
        var lines = Attempt is null ? []
            : new NumberedLines(Store, Key, !Attempt.IsOpen, Piece).From(first).Take(MostLines).ToList();
        return new DeploymentLogView(
            Run.Id, Run.Service, Sight.TitleOf(Run.Service), DeploymentPageView.Title(Sight, Run),
            Sentence(lines, total), "", LogPages.Choices(Run, Number), Rows(lines, first), Ways(lines, first, total),
            $"{DeploymentPageView.HrefOf(Run.Id)}/raw");
    }

    /// <summary>The unfinished end of work that is over is a line, too.</summary>
    private long Total() => Attempt is null ? 0 : Store.LinesEnded(Key) + (
        !Attempt.IsOpen && Store.Tail(Key, 1) is [{ Text.Length: > 0 } last] && last.Text.Span[^1] != '\n' ? 1 : 0);

    private string Sentence(List<NumberedLine> lines, long total)
    {
        if (Attempt is null) return "Nothing was started yet.";
        var going = Attempt.IsOpen ? " It still runs: the page of the deployment follows it."
            : Attempt.Sentence == "" ? "" : $" {Attempt.Sentence.Sentence}";
        if (total == 0) return $"It wrote nothing{(Attempt.IsOpen ? " yet" : "")}.{going}";
        var last = LogPages.Counted(total);
        return (lines.Count == 0 ? $"There is no such line: the last one is {last}."
            : $"Lines {LogPages.Counted(lines[0].Number)} to {LogPages.Counted(lines[^1].Number)} of {last}.") + going;
    }

    private List<LogRow> Rows(List<NumberedLine> lines, long first)
    {
        var rows = new List<LogRow>();
        foreach (var line in lines)
        {
            if (line.Number > first) rows.Add(NotKept(first, line.Number - 1));
            rows.Add(new LogRow($"{line.Number}", $"L{line.Number}", LogAddress.At(new LogSpot(Number, line.Number)),
                line.At, Cut(Ansi.Strip(line.Text)), line.Number == Line));
            first = line.Number + 1;
        }
        return rows;
    }

    private static LogRow NotKept(long from, long to) => new("", "", "", null, from == to
        ? $"Line {LogPages.Counted(from)} is not kept."
        : $"Lines {LogPages.Counted(from)} to {LogPages.Counted(to)} are not kept.");

    private static string Cut(string text) => text.Length <= LongestShown ? text
        : $"{text[..LongestShown]}… ({LogPages.Counted(text.Length - LongestShown)} more characters in the raw log)";

    private LogWays Ways(List<NumberedLine> lines, long first, long total)
    {
        var older = lines.Count > 0 ? first : total + 1;
        var last = Math.Max(1, total - MostLines + 1);
        var isLast = lines.Count == 0 || lines[^1].Number >= total;
        return new LogWays(
            older > 1 ? From(1) : "",
            older > 1 ? From(Math.Max(1, Store.KeptUpTo(Key, older - 1) - MostLines + 1)) : "",
            isLast ? "" : From(lines[^1].Number + 1),
            isLast && lines.Count > 0 ? "" : total > 0 ? From(last) : "");
    }

    private string From(long line) => LogAddress.From(Run.Id, new LogSpot(Number, line));
}
