using System.Text.Json;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Tests.Cli;

public sealed class RunningACommandHere
{
    private const string Note = "POST incidents/INC-7/note-command";
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task It_runs_here_shows_what_it_prints_and_tells_the_timeline()
    {
        await using var server = await Listening();
        using var shell = new Shell(server);

        var said = await shell.Type("incident run 7 -- sh -c \"pwd; echo trouble >&2; exit 3\"");

        Assert.Equal(3, said.Code);
        Assert.Equal(shell.Folder + "\n", said.Out);
        Assert.Contains("trouble\n", said.Err, StringComparison.Ordinal);
        Assert.Contains("Next: plimsoll incident next INC-7", said.Err, StringComparison.Ordinal);
        var told = Told(server);
        Assert.Equal(("sh -c 'pwd; echo trouble >&2; exit 3'", 3), (told.CommandLine, told.ExitCode));
        Assert.Contains(shell.Folder, told.Output, StringComparison.Ordinal);
        Assert.Contains("trouble", told.Output, StringComparison.Ordinal);
        Assert.Matches("^-[0-9]+s$", told.StartedAt);
    }

    [Fact]
    public async Task Secrets_of_the_environment_do_not_reach_the_timeline_in_any_form()
    {
        await using var server = await Listening();
        using var shell = new Shell(server);
        shell["DB_PASSWORD"] = "correct-horse";
        shell["API_TOKEN"] = "tok-abcdef";
        shell["SHORT_KEY"] = "abc";
        shell["COLOUR"] = "turquoise";

        var said = await shell.Run(
        [
            "incident", "run", "7", "--", "sh", "-c",
            "echo $DB_PASSWORD $SHORT_KEY $COLOUR; printf %s \"$API_TOKEN\" | base64; " +
                "printf correct-; echo horse; : tok-abcdef",
        ]);

        Assert.Equal(0, said.Code);
        var told = Told(server);
        Assert.Equal("*** abc turquoise\n***\n***\n", told.Output);
        Assert.EndsWith(": ***'", told.CommandLine, StringComparison.Ordinal);
        Assert.Contains("correct-horse", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_long_output_the_end_is_kept()
    {
        await using var server = await Listening();
        using var shell = new Shell(server);

        await shell.Run(["incident", "run", "7", "--", "sh", "-c", "yes é 2>/dev/null | head -n 60000; echo the end"]);

        var output = Told(server).Output;
        Assert.InRange(output.Length, 30_000, 65_536);
        Assert.StartsWith("[plimsoll: the beginning is left out]\n", output, StringComparison.Ordinal);
        Assert.EndsWith("é\nthe end\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', output);
    }

    [Fact]
    public async Task Without_a_server_it_runs_all_the_same_and_is_told_later()
    {
        using var shell = new Shell();
        shell["PLIMSOLL_SERVER"] = "http://127.0.0.1:9";
        shell["DB_PASSWORD"] = "correct-horse";

        var said = await shell.Run(["incident", "run", "7", "--", "sh", "-c", "echo $DB_PASSWORD; exit 4"]);

        Assert.Equal(4, said.Code);
        Assert.Contains("it is not on the timeline", said.Err, StringComparison.Ordinal);
        var line = said.Err.Split('\n').Single(l => l.StartsWith("Do: plimsoll ", StringComparison.Ordinal));
        await using var server = await Listening();
        shell["PLIMSOLL_SERVER"] = server.Address;
        var file = line.Split(' ')[^1];
        Assert.DoesNotContain("correct-horse", await File.ReadAllTextAsync(file), StringComparison.Ordinal);

        var later = await shell.Type(line["Do: plimsoll ".Length..]);

        Assert.True(later.Code == 0, later.Err);
        Assert.Equal(("***\n", 4), (Told(server).Output, Told(server).ExitCode));
        Assert.Matches("^[0-9]{4}-.*Z$", Told(server).StartedAt);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task For_an_incident_that_is_not_there_nothing_runs()
    {
        await using var server = await FakeServer.Start();
        using var shell = new Shell(server);

        var said = await shell.Type("incident run 7 -- touch ran");

        Assert.Equal(1, said.Code);
        Assert.False(File.Exists(Path.Combine(shell.Folder, "ran")));
    }

    [Fact]
    public async Task A_command_that_is_not_there_is_said_and_not_recorded()
    {
        await using var server = await Listening();
        using var shell = new Shell(server);

        var said = await shell.Type("incident run 7 -- no-such-command-anywhere");

        Assert.Equal(1, said.Code);
        Assert.Contains("no-such-command-anywhere did not start", said.Err, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, r => r.What == Note);
    }

    private static async Task<FakeServer> Listening() => (await FakeServer.Start())
        .On("GET incidents/INC-7/next", new NextView("INC-7", "Slow", "investigating", "high", [], null))
        .On(Note, [new { position = 7, version = 2 }]);

    private static CommandBody Told(FakeServer server) =>
        JsonSerializer.Deserialize<CommandBody>(server.The(Note).Body, Web)!;
}
