using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Files.Evidence;

namespace Plimsoll.Server.Checks;

/// <summary>One look at a metrics page, with what it found in words.</summary>
public sealed record MetricLook(MetricSample Sample, string Sentence);

/// <summary>Reads a metric of a target, once or over the check's whole time.</summary>
/// <param name="client">From <see cref="CheckClient"/>.</param>
public sealed class MetricCheckRun(HttpClient client, TimeProvider clock)
{
    private static readonly TimeSpan PageLimit = TimeSpan.FromSeconds(10);
    private readonly PageFetch _fetch = new(client, clock);

    /// <summary>Looks once. No answer is no data, never 0.</summary>
    public async Task<MetricLook> Look(MetricCheck check, CheckTarget target, CancellationToken stop)
    {
        var at = clock.GetUtcNow();
        if (target.Address(check.Url) is not { } url)
            return new(new(at, null, null), target.WithoutAddress(check.Url));
        var page = await _fetch.Get(url, PageLimit, stop);
        if ((page.Trouble ?? WrongPage(url, page)) is { } trouble) return new(new(at, null, null), trouble);
        var value = MetricText.Read(page.Body, check.Metric);
        var per = check.Per is null ? null : MetricText.Read(page.Body, check.Per);
        return new(new(at, value.Value, per?.Value), per is null ? value.Sentence : $"{value.Sentence} {per.Sentence}");
    }

    /// <summary>Looks again and again until the window that began is over. Its readings so far are kept.</summary>
    public async Task<CheckResult> Watch(MetricWindow window, CheckTarget target, CancellationToken stop)
    {
        var check = window.Check;
        var last = "";
        while (true)
        {
            var look = await Look(check, target, stop);
            (window, last) = (window.With(look.Sample), look.Sentence);
            if (window.IsOver(look.Sample.At)) break;
            var left = window.EndsAt - clock.GetUtcNow();
            if (left > TimeSpan.Zero) await Task.Delay(left < check.Interval ? left : check.Interval, clock, stop);
        }
        return ResultOf(window, target.Name, last);
    }

    public static CheckResult ResultOf(MetricWindow window, string target, string last)
    {
        var verdict = window.Judge();
        var why = verdict.Verdict == Verdicts.Inconclusive ? $" Last look: {last}" : "";
        return new(window.Check.Name, target, verdict.Verdict, verdict.Sentence + why, verdict.Value);
    }

    private static string? WrongPage(string url, Page page) =>
        page.Status != 200 ? $"{url} answered {page.Status}." : page.Cut ? $"{url} is over 4 MB." : null;
}
