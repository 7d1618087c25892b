using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class MetricWindows
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_error_rate_at_the_limit_passes()
    {
        var verdict = Window(0.05, (0, 0), (2, 40), (5, 100)).Judge();

        Assert.Equal(("passed", 0.05), (verdict.Verdict, verdict.Value));
        Assert.Equal("errors per requests is 0.05, at most 0.05 is allowed.", verdict.Sentence);
    }

    [Fact]
    public void An_error_rate_over_the_limit_fails() =>
        Assert.Equal("failed", Window(0.05, (0, 0), (2, 40), (6, 100)).Judge().Verdict);

    [Fact]
    public void What_was_counted_before_the_window_does_not_matter() =>
        Assert.Equal(0.1, Window(1, (900, 1000), (905, 1050), (910, 1100)).Judge().Value);

    [Fact]
    public void A_counter_that_starts_again_is_counted_from_zero() =>
        Assert.Equal(0.1, Window(1, (50, 500), (54, 540), (2, 20), (6, 60)).Judge().Value);

    [Fact]
    public void Too_few_readings_are_inconclusive_and_missing_ones_are_not_zero()
    {
        var verdict = Window(0.05, (0, 0), (null, 40), (1, null)).Judge();

        Assert.Equal(("inconclusive", null), (verdict.Verdict, verdict.Value));
        Assert.Contains("1 usable readings of 3, at least 3 are needed", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void One_reading_never_measures_growth()
    {
        var window = Window(1, (5, 5)) with { Check = Check(1) with { MinimumSamples = 1 } };

        Assert.Equal("inconclusive", window.Judge().Verdict);
    }

    [Fact]
    public void Without_requests_there_is_no_rate() =>
        Assert.Equal("inconclusive", Window(0.05, (0, 7), (0, 7), (0, 7)).Judge().Verdict);

    [Fact]
    public void Without_another_series_growth_is_per_second()
    {
        var window = Window(0.2, (0, null), (1, null), (4, null)) with { Check = Check(0.2) with { Per = null } };

        Assert.Equal(0.2, window.Judge().Value);
        Assert.Equal("passed", window.Judge().Verdict);
    }

    [Fact]
    public void Readings_of_one_moment_are_inconclusive()
    {
        var sample = new MetricSample(Start, 1, null);
        var window = new MetricWindow(Check(1) with { Per = null }, Start, [sample, sample, sample]);

        Assert.Equal("inconclusive", window.Judge().Verdict);
    }

    [Fact]
    public void A_gap_does_not_move_the_end()
    {
        var window = Window(1, (0, 0)).With(new MetricSample(Start.AddSeconds(55), 1, 10));

        Assert.False(window.IsOver(Start.AddSeconds(59)));
        Assert.True(window.IsOver(Start.AddSeconds(60)));
        Assert.Equal(2, window.Samples.Length);
    }

    private static MetricWindow Window(double max, params (double? Value, double? Per)[] readings) => new(
        Check(max), Start,
        [.. readings.Select((reading, n) => new MetricSample(Start.AddSeconds(10 * n), reading.Value, reading.Per))]);

    private static MetricCheck Check(double max) => new(
        "error rate", "{target}/metrics", "errors", "requests", max,
        TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10), 3);
}
