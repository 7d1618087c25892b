using System.Text;
using Plimsoll.Files.Evidence;

namespace Plimsoll.Core.Tests.Evidence;

public sealed class SecurityScans
{
    [Fact]
    public void A_scan_that_found_nothing_passes()
    {
        var read = Scan(Run("[]"));

        Assert.Equal("passed", read.Reading.Verdict);
        Assert.Equal("Scanner 2.0: nothing found.", read.Reading.Summary);
        Assert.Null(read.Reading.Problem);
    }

    [Theory]
    [InlineData("OWASP ZAP", "", "OWASP ZAP")]
    [InlineData("CodeQL", "codeql/java/2026-12-01", "CodeQL (codeql/java)")]
    [InlineData("CodeQL", "2026-12-01", "CodeQL")]
    public void A_run_speaks_for_its_whole_tool_or_for_its_category_of_it(string tool, string id, string name) => Assert.Equal([name],
        Scan($$$"""{"version":"2.1.0","runs":[{"automationDetails":{"id":"{{{id}}}"},"tool":{"driver":{"name":"{{{tool}}}","version":"1"}},"results":[]}]}""").Names);

    [Theory]
    [InlineData("""{"version":"2.1.0","runs":[]}""", "scan.sarif:1:27: It holds no run: the scan did not run.")]
    [InlineData("""{"version":"2.1.0"}""", "scan.sarif:1:1: It holds no run: the scan did not run.")]
    [InlineData("""{"version":"2.1.0","runs":null}""", "scan.sarif:1:1: It holds no run: the scan did not run.")]
    public void No_run_means_that_the_scan_did_not_run(string text, string words)
    {
        var read = Scan(text);

        Assert.Equal("error", read.Reading.Verdict);
        Assert.Equal(words, read.Reading.Summary);
    }

    [Theory]
    [InlineData("""{"tool":{"driver":{"name":"S"}}}""", "no list of results")]
    [InlineData("""{"tool":{"driver":{"name":"S"}},"results":null}""", "no list of results")]
    [InlineData("""{"results":[]}""", "names no tool")]
    [InlineData("""{"tool":{},"results":[],"invocations":[{"executionSuccessful":false}]}""", "did not succeed")]
    [InlineData("""{"tool":{},"externalPropertyFileReferences":{"results":[{}]}}""", "another file")]
    public void A_run_that_proves_nothing_is_an_error(string run, string words)
    {
        var read = Scan($$"""{"version":"2.1.0","runs":[{{run}}]}""");

        Assert.Equal("error", read.Reading.Verdict);
        Assert.Contains(words, read.Reading.Summary, StringComparison.Ordinal);
        Assert.Equal(1, read.Reading.Problem!.Line);
    }

    [Theory]
    [InlineData("""{"ruleId":"plain"}""", "passed", 0, 1)]
    [InlineData("""{"ruleId":"strict"}""", "failed", 1, 0)]
    [InlineData("""{"ruleId":"strict/7"}""", "failed", 1, 0)]
    [InlineData("""{"ruleIndex":1}""", "failed", 1, 0)]
    [InlineData("""{"rule":{"id":"strict"}}""", "failed", 1, 0)]
    [InlineData("""{"ruleId":"outside"}""", "failed", 1, 0)]
    [InlineData("""{"ruleId":"strict","level":"note"}""", "passed", 0, 0)]
    [InlineData("""{"ruleId":"unknown"}""", "passed", 0, 1)]
    [InlineData("""{"ruleId":"strict","kind":"pass"}""", "passed", 0, 0)]
    public void A_missing_level_is_the_rules_default_else_a_warning(
        string result, string verdict, int errors, int warnings)
    {
        var read = Scan(Run($"[{result}]"));

        Assert.Equal(verdict, read.Reading.Verdict);
        Assert.Equal((errors, warnings), (read.Counts.Errors, read.Counts.Warnings));
    }

    [Theory]
    [InlineData("6.9", "passed", 6.9)]
    [InlineData("7.0", "failed", 7)]
    [InlineData("9.8", "failed", 9.8)]
    [InlineData("very high", "failed", 10)]
    [InlineData("NaN", "failed", 10)]
    public void A_security_severity_of_seven_fails_whatever_the_level(string severity, string verdict, double highest)
    {
        var result = $$"""{"ruleId":"x","level":"note","properties":{"security-severity":"{{severity}}"} }""";
        var read = Scan(Run($"[{result}]"));

        Assert.Equal(verdict, read.Reading.Verdict);
        Assert.Equal(highest, read.HighestSeverity);
    }

    [Fact]
    public void A_rules_security_severity_counts_for_its_results()
    {
        var read = Scan(Run("""[{"ruleId":"severe","message":{"text":"Query built from input."}}]"""));

        Assert.Equal("failed", read.Reading.Verdict);
        Assert.Contains("highest security severity 8.8 (severe)", read.Reading.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"level":"error","suppressions":[{"kind":"external","status":"accepted"}]}""", "passed")]
    [InlineData("""{"level":"error","suppressions":[{"kind":"inSource"}]}""", "passed")]
    [InlineData("""{"level":"error","suppressions":[]}""", "failed")]
    [InlineData("""{"level":"error","suppressions":[{"status":"underReview"}]}""", "failed")]
    [InlineData("""{"level":"error","suppressions":[{"status":"accepted"},{"status":"rejected"}]}""", "failed")]
    [InlineData("""{"level":"error","baselineState":"unchanged"}""", "passed")]
    [InlineData("""{"level":"error","baselineState":"absent"}""", "passed")]
    [InlineData("""{"level":"error","baselineState":"new"}""", "failed")]
    [InlineData("""{"level":"error","baselineState":"updated"}""", "failed")]
    public void Accepted_suppressions_and_known_results_do_not_fail(string result, string verdict)
    {
        var read = Scan(Run($"[{result}]"));

        Assert.Equal(verdict, read.Reading.Verdict);
        Assert.Equal(verdict == "passed" ? 1 : 0, read.SetAside);
        Assert.Equal(verdict == "passed" ? 1 : 0, read.Reading.Notes.Length);
    }

    [Fact]
    public void Findings_name_their_place()
    {
        var read = Scan(Run("""
            [{"ruleId":"sql","level":"error","message":{"text":"Query built from input."},
              "locations":[{"physicalLocation":{"artifactLocation":{"uri":"src/db.cs"},"region":{"startLine":12}}}]}]
            """));

        Assert.Equal("src/db.cs:12: sql: Query built from input", Assert.Single(read.Findings));
    }

    [Fact]
    public void A_failing_run_outweighs_one_that_proves_nothing()
    {
        var read = Scan("""
            {"version":"2.1.0","runs":[
              {"tool":{"driver":{"name":"A"}}},
              {"tool":{"driver":{"name":"B"}},"results":[{"level":"error"}]}]}
            """);

        Assert.Equal("failed", read.Reading.Verdict);
        Assert.Equal(2, read.Reading.Problem!.Line);
    }

    [Theory]
    [InlineData("", 1, 1, "empty")]
    [InlineData("{\n  \"version\": oops", 2, 14, "not JSON")]
    [InlineData("[]", 1, 1, "must be an object")]
    [InlineData("{\n \"version\": \"1.0.0\", \"runs\": []}", 2, 13, "have the tool write 2.1.0")]
    [InlineData("{}", 1, 1, "no SARIF version")]
    [InlineData(
        "{\"version\":\"2.1.0\",\n\"runs\":[\n {\"tool\":{},\"results\":[{},\n  {\"level\":\"fatal\"}]}]}",
        4, 12, "'fatal'")]
    [InlineData("{\"version\":\"2.1.0\",\n\"runs\":{}}", 2, 8, "runs must be a list")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[],\"runs\":[{}]}", 0, 0, "not JSON")]
    [InlineData("{\"version\":\"\\ud800\"}", 1, 12, "half a character")]
    public void What_is_wrong_is_shown_with_its_place(string text, int line, int column, string words)
    {
        var problem = Scan(text).Reading.Problem!;

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_shown_with_their_place()
    {
        var problem = SarifReader.Read("scan.sarif", (byte[])[.. "{\n  \"é"u8, 0xff, .. "\"}"u8]).Reading.Problem!;

        Assert.Equal("scan.sarif:2:5: This is not UTF-8 text.", problem.ToString());
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_without_being_read()
    {
        using var endless = new EndlessStream();

        var read = SarifReader.Read("scan.sarif", endless);

        Assert.Contains("over 50 MB", read.Reading.Summary, StringComparison.Ordinal);
        Assert.InRange(endless.Given, 50 << 20, (50 << 20) + (1 << 20));
    }

    private static SarifVerdict Scan(string text) => SarifReader.Read("scan.sarif", Encoding.UTF8.GetBytes(text));

    private static string Run(string results) => $$$"""
        {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Scanner","version":"2.0","rules":[
          {"id":"plain"},
          {"id":"strict","defaultConfiguration":{"level":"error"}},
          {"id":"severe","properties":{"security-severity":"8.8"}}]},
          "extensions":[{"name":"More","rules":[{"id":"outside","defaultConfiguration":{"level":"error"}}]}]},
          "results":{{{results}}} }]}
        """;

    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            Given += buffer.Length;
            buffer.Fill((byte)' ');
            return buffer.Length;
        }
    }
}
