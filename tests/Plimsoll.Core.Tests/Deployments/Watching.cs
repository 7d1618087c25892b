using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;

namespace Plimsoll.Core.Tests.Deployments;

/// <summary>A metric is watched for as long as the guide says; every measurement in that time has to be in range.</summary>
public sealed class Watching
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly MetricCheck Errors = new("error rate", "", "errors", "requests", 0.01, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), 2);

    [Fact]
    public void Thirty_minutes_in_range_pass_and_not_a_minute_less()
    {
        Assert.Equal("passed", Read(30, _ => 0).Judge().Verdict);
        Assert.Equal("inconclusive", Read(29, _ => 0).Judge().Verdict);
        Assert.Contains("29 of 30 minutes", Read(29, _ => 0).Judge().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void One_measurement_out_of_range_fails_it_however_good_the_rest_is()
    {
        var seen = Read(30, minute => minute is > 10 and <= 15 ? 5 : 0);
        Assert.Equal("failed", seen.Judge().Verdict);
        Assert.Equal("failed", Read(16, minute => minute is > 10 and <= 15 ? 5 : 0).Judge().Verdict);
    }

    [Fact]
    public void A_gap_longer_than_one_measurement_is_no_data()
    {
        var whole = Read(40, _ => 0);
        var gap = whole with { Samples = [.. whole.Samples.Where(s => (s.At - Start).TotalMinutes is <= 10 or >= 25)] };
        Assert.Equal((26, "inconclusive"), ((int)gap.Covered.TotalMinutes, gap.Judge().Verdict));
        var near = whole with { Samples = [.. whole.Samples.Where(s => (s.At - Start).TotalMinutes % 5 == 0)] };
        Assert.Equal("passed", near.Judge().Verdict);
    }

    [Fact]
    public void Without_a_reading_it_never_passes() =>
        Assert.Equal("inconclusive", new Observation(Errors, TimeSpan.FromMinutes(30), []).Judge().Verdict);

    private static Observation Read(int minutes, Func<int, double> errors)
    {
        double total = 0;
        List<MetricSample> samples = [];
        for (var minute = 0; minute <= minutes; minute++)
            samples.Add(new MetricSample(Start.AddMinutes(minute), total += errors(minute), minute * 100));
        return new Observation(Errors, TimeSpan.FromMinutes(30), [.. samples]);
    }
}
