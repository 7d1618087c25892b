using System.Collections.Immutable;
using System.Globalization;

namespace Plimsoll.Files.Evidence;

/// <summary>One verdict over all runs of a file: a failing result outweighs a run that proves nothing.</summary>
internal static class SarifJudgement
{
    private const int FindingsShown = 10;

    public static SarifVerdict Of(ImmutableArray<SarifRun> runs, Func<string, EvidenceProblem> place)
    {
        var counted = runs.SelectMany(run => run.Results).Where(result => !result.SetAside).ToList();
        var setAside = runs.Sum(run => run.Results.Length) - counted.Count;
        var failing = counted.Where(result => result.Fails).ToList();
        return new SarifVerdict(
            Reading(runs, counted, failing, setAside, place),
            [.. runs.Select(run => run.Tool).Distinct()],
            CountsOf(counted),
            counted.Max(result => result.Severity),
            [.. failing.Take(FindingsShown).Select(result => result.ToString())],
            setAside)
        {
            Names = [.. runs.Select(run => run.Name).Distinct()],
        };
    }

    private static EvidenceReading Reading(
        ImmutableArray<SarifRun> runs, List<SarifResult> counted, List<SarifResult> failing, int setAside,
        Func<string, EvidenceProblem> place)
    {
        var notRun = runs.FirstOrDefault(run => run.NotRun is not null);
        var problem = notRun is null ? null : place(notRun.Path) with { Message = WhyNotRun(notRun) };
        var verdict = failing.Count > 0 ? Verdicts.Failed : problem is null ? Verdicts.Passed : Verdicts.Error;
        var summary = verdict == Verdicts.Error && problem is not null
            ? problem.ToString()
            : $"{string.Join(", ", runs.Select(run => run.Tool).Distinct())}: {Found(counted, failing)}.";
        return new EvidenceReading(verdict, summary, [.. Notes(runs, setAside)], problem);
    }

    private static string WhyNotRun(SarifRun run) => $"The run of {run.Tool} proves nothing: {run.NotRun}.";

    private static string Found(List<SarifResult> counted, List<SarifResult> failing)
    {
        var counts = CountsOf(counted).ToString();
        var worst = counted.Where(result => result.Severity is not null).MaxBy(result => result.Severity);
        if (failing.Count == 0) return counts;
        return worst is null
            ? $"{counts}; first: {failing[0]}"
            : string.Create(CultureInfo.InvariantCulture,
                $"{counts}; highest security severity {worst.Severity:0.#} ({worst.Rule}); first: {failing[0]}");
    }

    private static SarifCounts CountsOf(List<SarifResult> results) => new(
        results.Count(result => result.Level == "error"),
        results.Count(result => result.Level == "warning"),
        results.Count(result => result.Level == "note"),
        results.Count(result => result.Level == "none"));

    private static IEnumerable<string> Notes(ImmutableArray<SarifRun> runs, int setAside)
    {
        if (setAside > 0)
            yield return $"{setAside} results do not count: suppressed with acceptance, or known from the baseline.";
        foreach (var run in runs.Where(run => run.ToolErrors > 0))
            yield return $"{run.Tool} reports {run.ToolErrors} errors of its own; some files may not be scanned.";
    }
}
