using Plimsoll.Files.Evidence;

namespace Plimsoll.Core.Tests.Evidence;

public sealed class MetricsPages
{
    private const string Page = """
        # HELP http_requests_total Requests.
        # TYPE http_requests_total counter
        http_requests_total{code="200",path="/a"} 10 1700000000000
        http_requests_total{code="500",path="/a"} 2
        http_requests_total{ path="/b", code="500", } 3 # {trace="1"} 1
        http_requests_total_more 99
        up 1
        odd{say="\"hi\"\\\n"} 7
        strange NaN
        huge +Inf
        """;

    [Theory]
    [InlineData("up", 1)]
    [InlineData("http_requests_total", 15)]
    [InlineData("http_requests_total{code=\"500\"}", 5)]
    [InlineData("http_requests_total{code=\"500\", path=\"/b\"}", 3)]
    [InlineData("odd{say=\"\\\"hi\\\"\\\\\\n\"}", 7)]
    public void Every_series_that_matches_is_summed(string selector, double value) =>
        Assert.Equal(value, MetricText.Read(Page, selector).Value);

    [Theory]
    [InlineData("down")]
    [InlineData("http_requests_total{code=\"404\"}")]
    [InlineData("strange")]
    [InlineData("huge")]
    [InlineData("http requests")]
    [InlineData("up{code=500}")]
    [InlineData("up{code=\"500\"} more")]
    public void No_data_is_not_zero(string selector)
    {
        var read = MetricText.Read(Page, selector);

        Assert.Null(read.Value);
        Assert.Contains(selector, read.Sentence, StringComparison.Ordinal);
    }
}
