using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Plimsoll.Core.Catalog;
using Plimsoll.Server.Checks;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Tests.Artifacts;
using Plimsoll.Server.Tests.Outside;

namespace Plimsoll.Server.Tests.Checks;

public sealed class HttpChecks : IAsyncLifetime
{
    private readonly WaitingClock _clock = new();
    private readonly HttpClient _client = CheckClient.Create();
    private RequestDelegate _answer = context =>
        context.Response.WriteAsync("""{"version":"1.1.0","up":true,"parts":[{"n":1}]}""");

    private int _asked;
    private SmallServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await SmallServer.Start(context =>
    {
        _asked++;
        return _answer(context);
    });

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_as_expected_passes()
    {
        var result = await Run(Check with
        {
            BodyContains = "{version}",
            Json = Json(("version", "{version}"), ("up", "true"), ("parts[0].n", "1")),
        });

        Assert.Equal(("health", "one", "passed"), (result.Name, result.Target, result.Verdict));
        Assert.Equal($"{_server.Address}/health/1.1.0 answered 200 as expected.", result.Sentence);
        Assert.NotNull(result.Value);
    }

    [Theory]
    [InlineData("version", "1.0.0", "says version is '1.1.0', '1.0.0' is expected.")]
    [InlineData("parts[1].n", "1", "has no parts[1].n, '1' is expected.")]
    [InlineData("parts[x]", "1", "has no parts[x], '1' is expected.")]
    [InlineData("version.major", "1", "has no version.major, '1' is expected.")]
    public async Task A_wrong_value_fails(string path, string wanted, string words)
    {
        var result = await Run(Check with { Json = Json((path, wanted)) });

        Assert.Equal("failed", result.Verdict);
        Assert.EndsWith(words, result.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_status_body_or_format_fails()
    {
        await AssertFails(Check with { Status = 204 }, "answered 200, 204 is expected");
        await AssertFails(Check with { BodyContains = "ready" }, "does not say 'ready'");
        _answer = context => context.Response.WriteAsync("<html>");
        await AssertFails(Check with { Json = Json(("a", "b")) }, "did not answer with JSON");
    }

    [Fact]
    public async Task A_header_must_be_there_and_hold_the_text()
    {
        _answer = context =>
        {
            context.Response.Headers.CacheControl = "no-cache, build=1.1.0";
            return context.Response.WriteAsync("yes");
        };

        Assert.Equal("passed", (await Run(Check with { Headers = Json(("cache-control", "build={version}")) })).Verdict);
        await AssertFails(Check with { Headers = Json(("Cache-Control", "public")) },
            "says Cache-Control is 'no-cache, build=1.1.0', 'public' is expected.");
        await AssertFails(Check with { Headers = Json(("ETag", "x")) }, "has no header ETag, 'x' is expected.");
    }

    [Theory]
    [InlineData(15, "passed", "answered 200 as expected.")]
    [InlineData(13, "failed", "has a certificate that ends at ")]
    public async Task A_certificate_must_be_valid_for_so_long(int days, string verdict, string words)
    {
        using var authority = new Authority();
        var issued = authority.Issue("localhost", until: DateTimeOffset.UtcNow.AddDays(days));
        await using var secure = await SmallServer.Start(context => context.Response.WriteAsync("yes"),
            X509Certificate2.CreateFromPemFile(issued.Certificate, issued.Key));
        using var client = CheckClient.Create(new WayOut(new OutboundSettings(null, [], authority.CaFile, [])));

        var result = await new HttpCheckRun(client, TimeProvider.System).Run(Check with { CertificateValid = TimeSpan.FromDays(14) },
            Target(secure.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)), Stop);

        Assert.Equal(verdict, result.Verdict);
        Assert.Contains(words, result.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public Task An_address_without_a_certificate_does_not_pass_for_one() => AssertFails(
        Check with { CertificateValid = TimeSpan.FromDays(14) }, "shows no certificate; it is not asked over https.");

    [Fact]
    public async Task A_redirect_is_a_status_like_any_other()
    {
        _answer = context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };

        Assert.Equal("failed", (await Run(Check)).Verdict);
        Assert.Equal("passed", (await Run(Check with { Status = 302 })).Verdict);
    }

    [Fact]
    public async Task A_slow_answer_fails()
    {
        _answer = context =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(700));
            return context.Response.WriteAsync("slow");
        };

        var result = await Run(Check with { MaxLatency = TimeSpan.FromMilliseconds(500) });

        Assert.Equal(("failed", 700d), (result.Verdict, result.Value));
        Assert.Contains("took 700 ms, at most 500 ms are allowed", result.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_asked_again_until_it_passes_or_the_attempts_are_used_up()
    {
        _answer = context =>
        {
            context.Response.StatusCode = _asked < 3 ? 503 : 200;
            return Task.CompletedTask;
        };

        Assert.Equal("passed", (await RunOverTime(Check with { Attempts = 5 })).Verdict);
        Assert.Equal(3, _asked);
        _asked = -10;
        var result = await RunOverTime(Check with { Attempts = 5 });
        Assert.Equal((-5, "failed"), (_asked, result.Verdict));
        Assert.Contains("after 5 attempts", result.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_fails_and_an_unknown_host_is_an_error()
    {
        var free = $"127.0.0.1:{Place.FreePort(0)}";

        Assert.Equal(("failed", $"Nothing listens at {free}."), Said(await Run(Check, $"http://{free}")));
        Assert.Equal("error", (await Run(Check, "http://no-such-host.invalid")).Verdict);
        Assert.Equal("error", (await Run(Check, "gopher://x")).Verdict);
        Assert.Equal("error", (await Run(Check, _server.Address.Replace("http:", "https:"))).Verdict);
    }

    [Fact]
    public async Task An_answer_that_never_comes_fails()
    {
        var asked = new TaskCompletionSource();
        _answer = async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        var run = Run(Check);
        await asked.Task.WaitAsync(Stop);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(("failed", $"{_server.Address}/health/1.1.0 did not answer within 5 seconds."), Said(await run));
    }

    [Fact]
    public async Task A_target_without_an_address_is_an_error()
    {
        var result = await new HttpCheckRun(_client, _clock).Run(Check, Target(null), Stop);

        Assert.Equal(("error", "Target one has no url for {target}/health/{version}. Give it one."), Said(result));
    }

    private static HttpCheck Check { get; } = new(
        "health", "{target}/health/{version}", 200, null, ImmutableSortedDictionary<string, string>.Empty,
        null, TimeSpan.FromSeconds(5), 1, TimeSpan.FromSeconds(2));

    private static CheckTarget Target(string? url) =>
        new("one", url, "/", "1.1.0", ImmutableDictionary<string, string>.Empty);

    private Task<CheckResult> Run(HttpCheck check, string? url = null) =>
        new HttpCheckRun(_client, _clock).Run(check, Target(url ?? _server.Address + "/"), Stop);

    private Task<CheckResult> RunOverTime(HttpCheck check) => _clock.Run(() => Run(check), check.Interval);

    private async Task AssertFails(HttpCheck check, string words)
    {
        var result = await Run(check);

        Assert.Equal("failed", result.Verdict);
        Assert.Contains(words, result.Sentence, StringComparison.Ordinal);
    }

    private static (string, string) Said(CheckResult result) => (result.Verdict, result.Sentence);

    private static ImmutableSortedDictionary<string, string> Json(params (string Path, string Value)[] wanted) =>
        wanted.ToImmutableSortedDictionary(each => each.Path, each => each.Value);
}
