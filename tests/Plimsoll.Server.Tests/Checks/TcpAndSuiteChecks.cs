using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Plimsoll.Core.Catalog;
using Plimsoll.Server.Checks;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Checks;

public sealed class TcpAndSuiteChecks : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public TcpAndSuiteChecks() => _listener.Start();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("127.0.0.1:{0}")]
    [InlineData("localhost:{0}")]
    [InlineData("{{instance}}")]
    public async Task A_port_that_is_listened_on_passes(string address)
    {
        var result = await Connect(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Port));

        Assert.Equal("passed", result.Verdict);
        Assert.EndsWith("accepts connections.", result.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_fails_after_all_attempts()
    {
        var target = Target;
        _listener.Stop();

        var result = await new TcpCheckRun(WayOut.Plain, TimeProvider.System).Run(
            new("database", "{instance}", TimeSpan.FromSeconds(5), 2, TimeSpan.Zero), target, Stop);

        Assert.Equal("failed", result.Verdict);
        Assert.Matches("Nothing listens at 127.0.0.1:[0-9]+. So it was after 2 attempts.", result.Sentence);
    }

    [Fact]
    public async Task An_address_that_is_never_asked_is_an_error_with_its_reason()
    {
        var result = await Connect("169.254.169.254:80");

        Assert.Equal("error", result.Verdict);
        Assert.Contains("169.254.169.254", result.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<testcase name='sells'/><testcase name='refunds'/>", 0, "passed", "2 tests: 2 passed, 0 failed, 0 skipped.")]
    [InlineData("<testcase name='sells'><failure/></testcase><testcase name='refunds'><failure/></testcase>", 0, "failed",
        "2 tests: 0 passed, 2 failed, 0 skipped; first failed: sells. Also failed: refunds.")]
    [InlineData("<testcase name='sells'/>", 3, "failed", "1 tests: 1 passed, 0 failed, 0 skipped. The command exited with 3.")]
    [InlineData("", 0, "error", "report.xml:1:2: No test ran: the report holds no test case.")]
    public async Task A_suite_says_what_its_report_says(string cases, int exit, string verdict, string words)
    {
        var result = await Suite($"echo \"<testsuite>{cases}</testsuite>\" > report.xml; exit {exit}");

        Assert.Equal((verdict, words), (result.Verdict, result.Sentence));
    }

    [Theory]
    [InlineData("true", "It left no report report.xml.", false)]
    [InlineData("true", "The report report.xml is of an earlier run.", true)]
    public async Task Only_a_report_of_this_very_run_counts(string command, string words, bool there)
    {
        if (there) _folder.Write("report.xml", "<testsuite><testcase name='sells'/></testsuite>");

        var result = await Suite(command);

        Assert.Equal(("error", $"The command exited with 0. {words}"), (result.Verdict, result.Sentence));
    }

    private CheckTarget Target =>
        new("one", $"http://127.0.0.1:{Port}", _folder.Path, "1.1.0", ImmutableDictionary<string, string>.Empty);

    private Task<CheckResult> Connect(string address) => new TcpCheckRun(WayOut.Plain, TimeProvider.System).Run(
        new("database", address, TimeSpan.FromSeconds(5), 1, TimeSpan.Zero), Target, Stop);

    private Task<CheckResult> Suite(string command) => new CommandCheckRun(TimeProvider.System).Run(
        new("suite", command, TimeSpan.FromMinutes(1)) { JUnit = "report.xml" }, Target, Stop);
}
