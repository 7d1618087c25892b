using System.Text.Json;
using Plimsoll.Server.Tests.Pages;

namespace Plimsoll.Server.Tests.Releases;

/// <summary>A report of something that failed is on record, whatever else is wrong with it.</summary>
public sealed class ReportsOfFailures
{
    private const string Green = """<testsuite name="all" tests="1"><testcase name="adds"/></testsuite>""";

    // The second of two failures was lost with the end of the run.
    private const string Cut = """<testsuite name="all" tests="2" failures="2"><testcase name="adds"><failure/></testcase></testsuite>""";

    [Fact]
    public async Task What_failed_takes_back_what_passed_before_and_one_tool_does_not_speak_for_another()
    {
        await using var house = await LiveHouse.Open();
        await house.Adopt("shop", "Shop", "ask");
        await house.Create("shop", "1.1.0");

        await house.Evidence("shop", "1.1.0", "junit", "junit.xml", Green);
        Assert.Equal("passed", await Verdict(house, "ci-green"));
        await house.Evidence("shop", "1.1.0", "junit", "junit.xml", Cut);
        Assert.Equal("failed", await Verdict(house, "ci-green"));

        await house.Evidence("shop", "1.1.0", "sarif", "zap.sarif", Scan("OWASP ZAP", ""));
        Assert.Equal("passed", await Verdict(house, "security-scan"));
        await house.Evidence("shop", "1.1.0", "sarif", "both.sarif", Scan("OWASP Dependency-Check", """{"level":"error"}"""));
        await house.Evidence("shop", "1.1.0", "sarif", "zap.sarif", Scan("OWASP ZAP", ""));
        Assert.Equal("failed", await Verdict(house, "security-scan"));
    }

    private static string Scan(string tool, string results) =>
        $$$"""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"{{{tool}}}","version":"9"}},"results":[{{{results}}}]}]}""";

    private static async Task<string?> Verdict(LiveHouse house, string gate) =>
        JsonDocument.Parse(await house.Text("releases/shop/1.1.0")).RootElement.GetProperty("gates").EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == gate).GetProperty("verdict").GetString();
}
