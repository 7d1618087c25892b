using System.Text;
using System.Text.Json;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class AddingEvidence
{
    private const string Path = "POST releases/storefront/1.1.0/evidence";

    [Theory]
    [InlineData("--junit", "junit")]
    [InlineData("--sarif", "sarif")]
    public async Task A_report_is_sent_as_it_lies_there_without_its_folder(string option, string kind)
    {
        await using var server = await Answering();
        using var shell = new Shell(server);
        var file = shell.File("report.xml", "<testsuite/>");

        var said = await shell.Type(
            $"evidence add storefront 1.1.0 {option} {file} --summary \"all green\" --link https://ci.example/1");

        var body = Body(server);
        Assert.Equal((kind, "report.xml", "<testsuite/>"),
            (body.Kind, body.Name, Encoding.UTF8.GetString(body.Content)));
        Assert.Equal(("all green", "https://ci.example/1"), (body.Summary, body.Link));
        Assert.Equal("ci-green: passed\n12 tests passed\nNote: 1 was skipped\n", said.Out);
    }

    [Fact]
    public async Task A_report_may_come_from_standard_input()
    {
        await using var server = await Answering();
        using var shell = new Shell(server) { Input = "<testsuite/>" };

        await shell.Type("evidence add storefront 1.1.0 --junit -");

        Assert.Equal("<testsuite/>", Encoding.UTF8.GetString(Body(server).Content));
    }

    [Fact]
    public async Task A_verdict_names_its_gate()
    {
        await using var server = await Answering();
        using var shell = new Shell(server);

        await shell.Type("evidence add storefront 1.1.0 --check prs-merged=failed");

        var body = Body(server);
        Assert.Equal(("check", "prs-merged", "failed"), (body.Kind, body.Name, Encoding.UTF8.GetString(body.Content)));
    }

    [Theory]
    [InlineData("", "one of --junit")]
    [InlineData("--junit a --sarif b", "one of --junit")]
    [InlineData("--check prs-merged", "is no verdict")]
    [InlineData("--check prs-merged=great", "passed, failed, error, inconclusive")]
    [InlineData("--junit gone.xml", "There is no file gone.xml")]
    [InlineData("--junit .", "is a folder")]
    public async Task What_is_no_evidence_is_refused_before_anything_is_sent(string options, string words)
    {
        await using var server = await Answering();
        using var shell = new Shell(server);

        var said = await shell.Type($"evidence add storefront 1.1.0 {options}");

        Assert.Equal(2, said.Code);
        Assert.Contains(words, said.Err, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_report_without_end_is_not_read_to_its_end()
    {
        await using var server = await Answering();
        using var shell = new Shell(server);
        using (var big = File.Create(System.IO.Path.Combine(shell.Folder, "big.xml"))) big.SetLength(51 * 1024 * 1024);

        var said = await shell.Type("evidence add storefront 1.1.0 --junit big.xml");

        Assert.Equal(2, said.Code);
        Assert.Contains("larger than 50 MiB", said.Err, StringComparison.Ordinal);
    }

    private static async Task<FakeServer> Answering() => (await FakeServer.Start()).On(
        Path, [new EvidenceAnswer("ci-green", "passed", "12 tests passed", ["1 was skipped"])]);

    private static EvidenceBody Body(FakeServer server) =>
        JsonSerializer.Deserialize(server.The(Path).Body, Plimsoll.Cli.Wire.Answer<EvidenceBody>())!;
}
