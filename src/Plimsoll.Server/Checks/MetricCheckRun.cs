using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Files.Evidence;

namespace Plimsoll.Server.Checks;

/// <summary>One look at a metrics page, with what it found in words.</summary>
/// <param name="Error">It could not be taken, which is more than that there was no data.</param>
public sealed record MetricLook(MetricSample Sample, string Sentence, bool Error = false);

/// <summary>Reads a metric of a target, or asks a Prometheus, once or over the check's whole time.</summary>
/// <param name="client">From <see cref="CheckClient"/>.</param>
public sealed class MetricCheckRun(HttpClient client, TimeProvider clock)
{
    private static readonly TimeSpan PageLimit = TimeSpan.FromSeconds(10);
    private const string Instance = "{instance}";
    private const string Previous = "{previous}";
    private readonly PageFetch _fetch = new(client, clock);
    private readonly QueryLook _query = new(new PageFetch(client, clock));

    /// <summary>Looks once. No answer is no data, never 0.</summary>
    public async Task<MetricLook> Look(MetricCheck check, CheckTarget target, CancellationToken stop)
    {
        if (check.IsQuery) return await Ask(check, target, stop);
        var at = clock.GetUtcNow();
        if (target.Address(check.Url) is not { } url)
            return new(new(at, null, null), target.WithoutAddress(check.Url));
        var page = await _fetch.Get(url, PageLimit, stop);
        if ((page.Trouble ?? WrongPage(url, page)) is { } trouble)
            return new(new(at, null, null), trouble, Error: true);
        var value = MetricText.Read(page.Body, check.Metric);
        var per = check.Per is null ? null : MetricText.Read(page.Body, check.Per);
        return new(new(at, value.Value, per?.Value), per is null ? value.Sentence : $"{value.Sentence} {per.Sentence}");
    }

    /// <summary>Looks again and again until the window that began is over. Its readings so far are kept.</summary>
    public async Task<CheckResult> Watch(MetricWindow window, CheckTarget target, CancellationToken stop)
    {
        var check = window.Check;
        var (last, errors) = ("", 0);
        if (check.Delay > TimeSpan.Zero) await Task.Delay(check.Delay, clock, stop);
        while (true)
        {
            var look = await Look(check, target, stop);
            (window, last, errors) = (window.With(look.Sample), look.Sentence, look.Error ? errors + 1 : 0);
            if (errors >= check.ErrorLimit) return Unmeasured(check, target.Name, errors, last);
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

    /// <summary>So many readings in a row could not be taken that nothing is known.</summary>
    public static CheckResult Unmeasured(MetricCheck check, string target, int errors, string last) => new(
        check.Name, target, Verdicts.Error, $"{errors} readings in a row could not be taken. Last look: {last}");

    private async Task<MetricLook> Ask(MetricCheck check, CheckTarget target, CancellationToken stop)
    {
        var at = clock.GetUtcNow();
        if (Filled(check.Query) is not { } query || Filled(check.Baseline) is not { } baseline)
            return new(new(at, null, null), target.WithoutAddress(check.Query), Error: true);
        var answer = await _query.Ask(check.Url, query, stop);
        if (baseline == "" || answer.Value is null)
            return new(new(at, answer.Value, null), answer.Sentence, answer.Error);
        if (target.Previous == "" && check.Baseline.Contains(Previous, StringComparison.Ordinal))
            return new(new(at, answer.Value, null), $"{answer.Sentence} No release was verified here before.");
        var before = await _query.Ask(check.Url, baseline, stop);
        return new(new(at, answer.Value, before.Value), $"{answer.Sentence} {before.Sentence}", before.Error);

        string? Filled(string text) => target.Instance is null && text.Contains(Instance, StringComparison.Ordinal)
            ? null
            : target.Fill(text).Replace(Instance, target.Instance, StringComparison.Ordinal)
                .Replace(Previous, target.Previous, StringComparison.Ordinal);
    }

    private static string? WrongPage(string url, Page page) =>
        page.Status != 200 ? $"{url} answered {page.Status}." : page.Cut ? $"{url} is over 4 MB." : null;
}
