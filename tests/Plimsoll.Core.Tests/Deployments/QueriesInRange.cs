using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class QueriesInRange
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);

    private static MetricCheck Check { get; } = new(
        "queue", "http://prometheus", "queue", null, 5, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10), 3) { Query = "queue" };

    [Fact]
    public void Readings_at_the_limit_pass()
    {
        var verdict = Judge(Check, (1, null), (5, null), (3, null));

        Assert.Equal(("passed", "queue is 3. All 3 readings are in range.", 3.0), (verdict.Verdict, verdict.Sentence, verdict.Value));
    }

    [Fact]
    public void One_reading_over_the_limit_fails_before_there_are_enough()
    {
        var verdict = Judge(Check, (5.5, null));

        Assert.Equal(("failed", "queue is 5.5, over the 5 allowed. 1 of 1 readings are out of range."), (verdict.Verdict, verdict.Sentence));
    }

    [Fact]
    public void So_many_may_be_out_of_range_as_the_file_allows()
    {
        var lenient = Check with { FailureLimit = 1 };

        Assert.Equal("passed", Judge(lenient, (9, null), (1, null), (1, null)).Verdict);
        Assert.EndsWith("2 of 3 readings are out of range, 1 may be.", Judge(lenient, (9, null), (9, null), (1, null)).Sentence);
    }

    [Fact]
    public void What_falls_below_its_minimum_fails() =>
        Assert.Equal("queue is 0, under the 2 wanted. 1 of 2 readings are out of range.",
            Judge(Check with { Max = null, Min = 2 }, (2, null), (0, null)).Sentence);

    [Theory]
    [InlineData(3, 2, "passed")]
    [InlineData(3.1, 2, "failed")]
    [InlineData(0, 0, "passed")]
    [InlineData(0.1, 0, "failed")]
    public void It_may_be_so_many_times_what_it_is_compared_with(double value, double before, string verdict) =>
        Assert.Equal(verdict, Judge(Check with { Max = null, MaxRatio = 1.5 }, (value, before), (value, before), (value, before)).Verdict);

    [Fact]
    public void Without_anything_to_compare_with_nothing_is_known_unless_there_is_another_limit()
    {
        (double?, double?)[] readings = [(1, null), (1, null), (1, null)];

        Assert.Equal("inconclusive", Judge(Check with { Max = null, MaxRatio = 1.5 }, readings).Verdict);
        Assert.Equal("passed", Judge(Check with { MaxRatio = 1.5 }, readings).Verdict);
    }

    [Fact]
    public void No_data_is_inconclusive() =>
        Assert.Equal("queue: 1 usable readings of 3, at least 3 are needed.", Judge(Check, (0, null), (null, null), (null, null)).Sentence);

    [Fact]
    public void A_delay_moves_the_end() =>
        Assert.Equal(Start.AddSeconds(90), new MetricWindow(Check with { Delay = TimeSpan.FromSeconds(30) }, Start, []).EndsAt);

    private static MetricVerdict Judge(MetricCheck check, params (double? Value, double? Per)[] readings) => new MetricWindow(
        check, Start, [.. readings.Select((r, n) => new MetricSample(Start.AddSeconds(10 * n), r.Value, r.Per))]).Judge();
}
