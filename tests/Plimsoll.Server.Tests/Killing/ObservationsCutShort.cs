using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Deployments;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>A metric is observed for as long as the file says, also when the server was away in between.</summary>
public sealed class ObservationsCutShort
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);
    private static readonly MetricCheck Check =
        new("few errors", "", "errors", null, 1, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5), 2);

    [Theory]
    [InlineData(0, new int[0], 60)]
    [InlineData(100, new int[0], 160)]
    [InlineData(100, new[] { 0, 5, 10 }, 150)]
    [InlineData(12, new[] { 0, 5, 10 }, 62)]
    [InlineData(100, new[] { 0, 5, 10, 80, 85 }, 140)]
    [InlineData(600, new[] { 0, 10, 20, 30, 40, 50, 60 }, 600)]
    public void What_nobody_looked_at_is_looked_at_after_the_restart(int now, int[] readings, int end)
    {
        var attempt = new Attempt("verify: few errors", 1, "", Work.Metric, Start, null, null, "", "");
        var run = Deployment.Empty with
        {
            Samples = [.. readings.Select(s => new TargetSample(attempt.Name, "one", Start.AddSeconds(s), 1, null))],
        };

        Assert.Equal(Start.AddSeconds(end), WindowOf.End(run, attempt, Check, Start.AddSeconds(now)));
    }
}
