using System.Net;

namespace Plimsoll.Server.Tests.Storefront;

[Collection<StorefrontTests>]
public sealed class RunningStorefront(StorefrontDemo demo)
{
    [Fact]
    public async Task A_started_release_answers_with_its_version_and_commit()
    {
        await using var target = await demo.Started("1.0.0", "staging");

        var version = await target.Json("/version");

        Assert.Equal("1.0.0", version.GetProperty("version").GetString());
        Assert.Equal(
            await Shell.MustRun("git", "-C", demo.Repository, "rev-parse", "v1.0.0^{commit}"),
            version.GetProperty("commit").GetString());
        Assert.Equal("ok", (await target.Json("/health")).GetProperty("status").GetString());
        var products = (await target.Json("/api/products")).GetProperty("products");
        Assert.Equal("teapot", products[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task It_outlives_the_work_that_started_it()
    {
        await using var target = await demo.Started("1.0.0", "staging");

        var environment = File.ReadAllText($"/proc/{target.Pid}/environ").Split('\0');
        var session = File.ReadAllText($"/proc/{target.Pid}/stat").Split(')')[1].Split(' ')[4];

        Assert.DoesNotContain(environment, v => v.StartsWith("PLIMSOLL_TICKET=", StringComparison.Ordinal));
        Assert.Equal($"{target.Pid}", session);
    }

    [Fact]
    public async Task The_fault_switch_fails_its_share_and_the_metrics_show_it()
    {
        await using var target = await demo.Started("1.0.0", "staging");
        var stop = TestContext.Current.CancellationToken;
        using var forty = new FormUrlEncodedContent([new("percent", "40")]);

        using var set = await target.Http.PostAsync("/fault", forty, stop);
        for (var visit = 0; visit < 20; visit++) await target.Status("/");

        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        Assert.Contains("40 %", await target.Http.GetStringAsync("/fault", stop));
        Assert.Equal(20, await target.Metric("storefront_requests_total"));
        Assert.Equal(8, await target.Metric("storefront_errors_total"));
        Assert.Equal(20, await target.Metric("storefront_request_seconds_count"));
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_switch_faults_on()
    {
        await using var target = await demo.Started("1.0.0", "staging");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/fault")
        {
            Content = new FormUrlEncodedContent([new("percent", "100")]),
            Headers = { { "Origin", "http://elsewhere.example.test" } },
        };

        using var answer = await target.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await target.Status("/"));
    }
}
