using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Checks;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Tests.Artifacts;

namespace Plimsoll.Server.Tests.Checks;

public sealed class MetricAndCommandChecks : IAsyncLifetime
{
    private readonly WaitingClock _clock = new();
    private readonly HttpClient _client = CheckClient.Create();
    private Func<string> _page = () => "";
    private int _looks;
    private SmallServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await SmallServer.Start(context =>
    {
        _looks++;
        return context.Response.WriteAsync(_page());
    });

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_rate_within_its_limit_passes_at_the_end_of_its_time()
    {
        _page = () => $"errors_total 100\nrequests_total {1000 + 10 * _looks}\n";

        var result = await Watch();

        Assert.Equal(("error rate", "one", "passed", 0d), (result.Name, result.Target, result.Verdict, result.Value));
        Assert.Equal(6, _looks);
    }

    [Fact]
    public async Task A_rate_over_its_limit_fails()
    {
        _page = () => $"errors_total {_looks}\nrequests_total {10 * _looks}\n";

        Assert.Equal(("failed", 0.1), ((await Watch()).Verdict, (await Watch()).Value));
    }

    [Theory]
    [InlineData("requests_total 10", "no series errors_total")]
    [InlineData("", "no series errors_total")]
    public async Task No_data_is_inconclusive_and_says_why(string page, string words)
    {
        _page = () => page;

        var result = await Watch();

        Assert.Equal(("inconclusive", null), (result.Verdict, result.Value));
        Assert.Contains(words, result.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_does_not_answer_is_no_data()
    {
        var target = Target;
        await _server.DisposeAsync();

        var look = await Metrics.Look(Check, target, Stop);

        Assert.Equal(new MetricSample(_clock.GetUtcNow(), null, null), look.Sample);
        Assert.Contains("Nothing listens", look.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test \"$PLIMSOLL_VERSION $PLIMSOLL_TARGET $A\" = '1.1.0 one x'", "passed", "exited with 0")]
    [InlineData("echo broken; exit 4", "failed", "exited with 4. It said: broken")]
    [InlineData("no-such-command", "error", "could not be run")]
    public async Task A_command_says_by_its_exit_code(string command, string verdict, string words)
    {
        var result = await Commands.Run(new("suite", command, TimeSpan.FromMinutes(1)), Target, Stop);

        Assert.Equal(verdict, result.Verdict);
        Assert.Contains(words, result.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_an_error()
    {
        var result = await new CommandCheckRun(TimeProvider.System).Run(
            new("suite", "echo begun; sleep 300", TimeSpan.FromSeconds(4)), Target, Stop);

        Assert.Equal("error", result.Verdict);
        Assert.Equal(
            "The command took longer than 4 seconds and was ended. It said: begun", result.Sentence);
    }

    [Fact]
    public async Task A_suite_asks_each_target_and_runs_commands_once()
    {
        var http = new HttpCheck(
            "health", "{target}/", 200, null, ImmutableSortedDictionary<string, string>.Empty,
            null, TimeSpan.FromSeconds(5), 1, TimeSpan.FromSeconds(1));
        var front = http with { Name = "front", Url = _server.Address };
        var suite = new Suite([http, front], [new("cmd", "true", TimeSpan.FromMinutes(1))], []);
        var run = new SuiteRun(new HttpCheckRun(_client, _clock), new TcpCheckRun(WayOut.Plain, _clock), Commands, Metrics, _clock);

        var results = await run.Run(suite, [Target, Target with { Name = "two" }], Stop);

        Assert.Equal(
            [("health", "one"), ("health", "two"), ("front", ""), ("cmd", "")],
            results.Select(each => (each.Name, each.Target)));
        Assert.Equal("passed", CheckResult.WorstOf(results));
    }

    [Theory]
    [InlineData("passed,failed,error", "failed")]
    [InlineData("passed,inconclusive,error", "error")]
    [InlineData("passed,inconclusive", "inconclusive")]
    [InlineData("passed", "passed")]
    [InlineData("", "inconclusive")]
    public void The_worst_result_counts(string verdicts, string worst) => Assert.Equal(worst, CheckResult.WorstOf(
        from verdict in verdicts.Split(',', StringSplitOptions.RemoveEmptyEntries)
        select new CheckResult("", "", verdict, "")));

    private static MetricCheck Check { get; } = new(
        "error rate", "{target}/metrics", "errors_total", "requests_total", 0.05,
        TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(10), 3);

    private CheckTarget Target =>
        new("one", _server.Address, "/", "1.1.0", ImmutableDictionary<string, string>.Empty.Add("A", "x"));

    private MetricCheckRun Metrics => new(_client, _clock);

    private CommandCheckRun Commands => new(_clock);

    private Task<CheckResult> Watch() => _clock.Run(
        () => Metrics.Watch(new MetricWindow(Check, _clock.GetUtcNow(), []), Target, Stop), Check.Interval);
}
