using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class FindingInALog
{
    private const string Id = "storefront-1.1.0-1-production";
    private const string Search = $"GET deployments/{Id}/log/search?find=the%20dam";

    [Fact]
    public async Task Lines_that_hold_a_text_are_printed_with_attempt_and_number_to_the_last_one()
    {
        await using var server = await FakeServer.Start();
        server.On(Search, [new LogSearchPage([Hit(7, "the dam\e[K holds")], "1.900")]);
        server.On($"{Search}&after=1.900", [new LogSearchPage([Hit(1_000_000, "The Dam")], "")]);
        using var shell = new Shell(server);

        var said = await shell.Type($"deployment log {Id} --find \"the dam\"");

        Assert.Equal(0, said.Code);
        Assert.Equal(["switch/p1#2:7 | the dam␛[K holds", "switch/p1#2:1000000 | The Dam"],
            said.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[l.IndexOf("switch", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task Programs_get_each_line_found_as_JSON_and_a_person_is_told_that_there_is_none()
    {
        await using var server = await FakeServer.Start();
        server.On(Search, new LogSearchPage([Hit(7, "the dam")], ""), new LogSearchPage([], ""));
        using var shell = new Shell(server);

        var json = await shell.Type($"deployment log {Id} --find \"the dam\" --json");
        var none = await shell.Type($"deployment log {Id} --find \"the dam\"");

        Assert.Contains("\"line\":7", json.Out);
        Assert.Contains($"/deployments/{Id}/log?attempt=3", json.Out);
        Assert.Equal("No line holds it.\n", none.Out);
    }

    private static LogHitView Hit(long line, string text) => new(
        3, "switch/p1#2", "p1", line, Wired.At, text, $"/deployments/{Id}/log?attempt=3&line={line}#L{line}");
}
