using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Site;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Site;

/// <summary>Nobody can ask without an end, and nobody who responds to an incident is told to wait.</summary>
public sealed class LimitsOfAsking : IAsyncLifetime
{
    private const int Burst = 20;
    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) });

    private WebApplication _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var settings = new ServerSettings(_folder.At("data"), Place.FreePort(0), "", 25, "p@example.test", "", "")
        {
            RateLimit = new RateLimit(Burst, 1),
        };
        _app = await PlimsollHost.Build(settings, TimeProvider.System, Stop);
        await _app.StartAsync(Stop);
        _http.BaseAddress = new Uri($"http://127.0.0.1:{settings.Port}");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await File.ReadAllTextAsync(_folder.At("data", "token"), Stop)).Trim());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_to_wait_but_never_to_respond()
    {
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < Burst * 3; i++) answers.Add(await _http.GetAsync("/api/v1/services", Stop));
        var refused = answers.Last(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);

        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Contains("incidents, pages and rollbacks are answered", await refused.Content.ReadAsStringAsync(Stop));
        foreach (var path in (string[])["incidents/declare", "pages/p1/acknowledge", "services/shop/production/rollback",
            "deployments/d1/cancel", "deployments/d1/answer", "incidents/INC-1/roll-back"])
        {
            using var answer = await _http.PostAsync($"/api/v1/{path}", Body("{}"), Stop);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, answer.StatusCode);
        }
    }

    [Fact]
    public void Every_address_by_which_somebody_responds_is_without_a_limit() => Assert.Empty(
        from endpoint in _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where path.Contains("rollback", StringComparison.Ordinal) || path.Contains("roll-back", StringComparison.Ordinal)
            || path.Contains("/ack", StringComparison.Ordinal) || path.Contains("/incidents", StringComparison.Ordinal)
            || path.Contains("/pages", StringComparison.Ordinal)
        where !path.EndsWith("rollback-plan", StringComparison.Ordinal)
            // What was announced can be read a minute later.
            && !path.EndsWith("acknowledge-announcement", StringComparison.Ordinal)
        where !RateLimits.IsResponse(new PathString(path.Replace("{id}", "7", StringComparison.Ordinal)))
        select path);

    [Theory]
    [InlineData("/webhooks/github/cancel")]
    [InlineData("/webhooks/alertmanager/rollback")]
    public void A_webhook_is_no_response_whatever_its_service_is_called(string path) =>
        Assert.False(RateLimits.IsResponse(new PathString(path)));

    [Theory]
    [InlineData("/api/v1/incidents/declare", 600_000)]
    [InlineData("/api/v1/secrets/set", 600_000)]
    [InlineData("/api/v1/deployments/d1/cancel", 1_100_000)]
    [InlineData("/api/v1/guide/apply", 4_300_000)]
    [InlineData("/api/v1/services/apply", 12_600_000)]
    public async Task A_request_that_brings_too_much_is_refused(string path, int size)
    {
        // So that the answer is read before all of it is sent.
        _http.DefaultRequestHeaders.ExpectContinue = true;
        using var answer = await _http.PostAsync(path, Body($"{{\"x\":\"{new string('x', size)}\"}}"), Stop);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");
}
