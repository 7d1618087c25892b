using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Checks;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Checks;

/// <summary>Queries to a real Prometheus: a number is judged, no data is not zero, and no answer is neither.</summary>
public sealed class PrometheusChecks(OnePrometheus prometheus) : IClassFixture<OnePrometheus>, IDisposable
{
    private readonly HttpClient _client = CheckClient.Create();
    private readonly WaitingClock _clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("max(queue_length)", 7.0, "max(queue_length) is 7.")]
    [InlineData("queue_length{version=\"{version}\"}", 7.0, "is 7.")]
    [InlineData("queue_length{instance=\"{instance}\", version=\"{previous}\"}", 2.0, "is 2.")]
    [InlineData("scalar(max(queue_length))", 7.0, "is 7.")]
    [InlineData("nothing_like_it", null, "nothing_like_it has no data.")]
    [InlineData("sum(idle) / sum(idle)", null, "is NaN, no number.")]
    public async Task One_number_is_read_and_no_data_is_not_zero(string query, double? value, string words)
    {
        var look = await Look(Check with { Query = query });

        Assert.Equal((value, false), (look.Sample.Value, look.Error));
        Assert.EndsWith(words, look.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("queue_length", "queue_length answers 2 series; make one of them, with sum(…) or max(…).")]
    [InlineData("queue_length[1m]", "answers a matrix; ask for one number.")]
    [InlineData("sum(", "Prometheus refused sum(: ")]
    public async Task A_query_that_answers_no_number_is_an_error_and_says_what_to_do(string query, string words)
    {
        var look = await Look(Check with { Query = query });

        Assert.Equal((null, true), (look.Sample.Value, look.Error));
        Assert.Contains(words, look.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_listens_readings_in_a_row_end_the_check_as_error()
    {
        OnePrometheus.MustBeThere();
        var check = Check with { Url = "http://127.0.0.1:1", ErrorLimit = 3 };

        var result = await _clock.Run(() => Metrics.Watch(new MetricWindow(check, _clock.GetUtcNow(), []), Target, Stop), check.Interval);

        Assert.Equal("error", result.Verdict);
        Assert.StartsWith("3 readings in a row could not be taken. Last look: Nothing listens", result.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_is_compared_with_the_one_before()
    {
        var look = await Look(Check with
        {
            Query = "max(queue_length{version=\"{version}\"})", Baseline = "max(queue_length{version=\"{previous}\"})", MaxRatio = 3,
        });

        Assert.Equal((7.0, 2.0), (look.Sample.Value, look.Sample.Per));
    }

    [Fact]
    public async Task Production_that_a_query_says_no_to_is_rolled_back()
    {
        OnePrometheus.MustBeThere();
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "automatic", check:
            $$"""{prometheus: 'max(queue_length{version="{version}"})', name: short queue, url: "{{prometheus.Address}}", max: 5, for: 2s, interval: 1s, minimum-samples: 1}""");
        await house.Prepare("shop", "1.1.0");
        await house.SignOff("shop", "1.1.0");
        await house.Ship("shop", "1.1.0");

        await house.Until("shop-1.1.0-1-production", "failed");

        var run = house.Desk.World.Get<Deployment>(Deployment.StreamOf("shop-1.1.0-1-production"));
        Assert.Contains("short queue is 7, over the 5 allowed. 1 of 1 readings are out of range", run.Sentence, StringComparison.Ordinal);
        Assert.Equal("succeeded", await house.Until("shop-1.1.0-1-production-rollback", "succeeded"));
    }

    private async Task<MetricLook> Look(MetricCheck check)
    {
        OnePrometheus.MustBeThere();
        return await Metrics.Look(check with { Url = prometheus.Address }, Target, Stop);
    }

    private static MetricCheck Check { get; } = new(
        "short queue", "", "short queue", null, 5, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10), 1) { Query = "max(queue_length)" };

    private CheckTarget Target => new("one", $"http://{prometheus.Instance}", "/", "1.1.0", ImmutableDictionary<string, string>.Empty)
    {
        Previous = "1.0.0",
    };

    private MetricCheckRun Metrics => new(_client, _clock);
}
