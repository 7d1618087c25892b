using System.Text;
using CsCheck;
using Plimsoll.Files.Evidence;

namespace Plimsoll.Core.Tests.Evidence;

/// <summary>Whatever a file holds, reading it ends in a verdict or a reading, never in an exception.</summary>
public sealed class BrokenEvidence
{
    private const string Seed = "0000KOIPe036";

    private static readonly byte[] Sarif = Encoding.UTF8.GetBytes("""
        {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"S","rules":[
        {"id":"a","properties":{"security-severity":"8"}}]}},
        "results":[{"ruleId":"a","ruleIndex":0,"level":"error","suppressions":[{"status":"rejected"}],"locations":[
        {"physicalLocation":{"artifactLocation":{"uri":"é.cs"},"region":{"startLine":3}}}],
        "message":{"text":"\u00e9"}}]}]}
        """);

    private static readonly byte[] JUnit = Encoding.UTF8.GetBytes("""
        <?xml version="1.0" encoding="utf-8"?><testsuites tests="2"><testsuite name="é" errors="0" failures="1">
        <testcase classname="A" name="b"><failure message="&lt;">x<![CDATA[ y ]]></failure></testcase>
        <testcase name="c"/></testsuite></testsuites>
        """);

    [Fact]
    public void Damaged_scans_end_in_a_verdict() =>
        Damaged(Sarif).Sample(
            bytes => AssertVerdict(SarifReader.Read("f", bytes).Reading), seed: Seed, iter: 20_000, threads: 1);

    [Fact]
    public void Damaged_test_reports_end_in_a_verdict() =>
        Damaged(JUnit).Sample(
            bytes => AssertVerdict(JUnitReader.Read("f", bytes).Reading), seed: Seed, iter: 20_000, threads: 1);

    [Fact]
    public void Damaged_metrics_pages_end_in_a_reading() =>
        Damaged("# HELP a b\na{c=\"\\\"d\",e=\"f\"} 12.5 1700000000\na 3\n"u8.ToArray())
            .Sample(bytes => MetricText.Read(Encoding.UTF8.GetString(bytes), "a{c=\"\\\"d\"}").Sentence.Length > 0,
                seed: Seed, iter: 20_000, threads: 1);

    private static void AssertVerdict(EvidenceReading read)
    {
        Assert.Contains(read.Verdict, (string[])["passed", "failed", "error"]);
        Assert.True(read.Verdict != "error" || read.Problem is not null);
        Assert.NotEmpty(read.Summary);
    }

    private static Gen<byte[]> Damaged(byte[] whole) =>
        from edits in Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 3], Gen.Byte).List[1, 6]
        select edits.Aggregate(whole, Edit);

    private static byte[] Edit(byte[] bytes, (int At, int Kind, byte Value) edit)
    {
        var at = Math.Min(edit.At, bytes.Length);
        return edit.Kind switch
        {
            0 => [.. bytes[..at], edit.Value, .. bytes[Math.Min(at + 1, bytes.Length)..]],
            1 => [.. bytes[..at], edit.Value, .. bytes[at..]],
            2 => bytes[..at],
            _ => [.. bytes[..at], .. bytes[Math.Min(at + edit.Value, bytes.Length)..]],
        };
    }
}
