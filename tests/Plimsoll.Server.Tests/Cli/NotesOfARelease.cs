using System.Globalization;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Tests.Cli;

public sealed class NotesOfARelease
{
    private const string Draft = "## Version\nstorefront 1.1.0\n\n## Changes\n- cart (abc1234)\n\n## Known issues\n\n";
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private const string Post = "POST releases/storefront/1.1.0/notes";

    [Fact]
    public async Task They_are_printed_as_they_are_and_nothing_is_saved()
    {
        await using var server = await Answering();
        using var shell = new Shell(server);

        var said = await shell.Type("release notes storefront 1.1.0");

        Assert.Equal(Draft.TrimEnd('\n') + "\n", said.Out);
        Assert.Equal("Next: plimsoll release notes storefront 1.1.0 --edit\n", said.Err);
        Assert.DoesNotContain(server.Requests, r => r.What == Post);
    }

    [Fact]
    public async Task A_file_is_saved_in_the_fields_of_the_template()
    {
        await using var server = await Answering();
        using var shell = new Shell(server);
        shell.File("notes.md", "## Changes\nA cart.\n\n## Version\n1.1.0\n");

        var said = await shell.Type("release notes storefront 1.1.0 --file notes.md");

        Assert.Equal(0, said.Code);
        Assert.Contains("are saved, as read by ada", said.Err, StringComparison.Ordinal);
        Saved(server, ("Version", "1.1.0"), ("Changes", "A cart."), ("Known issues", "none"));
    }

    [Fact]
    public async Task A_heading_that_is_no_field_is_refused_so_that_no_text_is_lost()
    {
        await using var server = await Answering();
        using var shell = new Shell(server) { Input = "## Chnages\nA cart.\n## Version\n1\n" };

        var said = await shell.Type("release notes storefront 1.1.0 --file -");

        Assert.Equal(2, said.Code);
        Assert.Contains("Chnages", said.Err, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, r => r.What == Post);
    }

    [Fact]
    public async Task An_editor_changes_them_and_what_it_left_is_saved()
    {
        await using var server = await Answering();
        using var shell = new Shell(server) { Person = true };
        shell["EDITOR"] = "sed -i 's/^- cart.*/A cart for everyone./'";

        var said = await shell.Type("release notes storefront 1.1.0 --edit");

        Assert.Equal(0, said.Code);
        Saved(server, ("Version", "storefront 1.1.0"), ("Changes", "A cart for everyone."), ("Known issues", "none"));
        Assert.Equal(At, DateTimeOffset.Parse($"{JsonNode.Parse(server.Requests.Single(r => r.What == Post).Body)!["read"]}", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("y", 0, 1)]
    [InlineData("", 3, 0)]
    public async Task Unchanged_notes_are_saved_only_by_who_says_they_were_read(string answer, int code, int saved)
    {
        await using var server = await Answering();
        using var shell = new Shell(server) { Person = true, Input = answer + "\n" };
        shell["EDITOR"] = "true";

        var said = await shell.Type("release notes storefront 1.1.0 --edit");

        Assert.Equal(code, said.Code);
        Assert.Equal(saved, server.Requests.Count(r => r.What == Post));
    }

    [Fact]
    public async Task What_was_written_is_kept_when_it_cannot_be_saved()
    {
        await using var server = await FakeServer.Start();
        server.On("GET releases/storefront/1.1.0", [Wired.Release()]);
        server.On("GET releases/storefront/1.1.0/notes", [new Reply(200, "text/markdown", Draft)]);
        server.On(Post, [FakeServer.Refuse(409, "conflict", "Somebody saved others.")]);
        using var shell = new Shell(server) { Person = true };
        shell["EDITOR"] = "sed -i 's/^- cart.*/Long work./'";

        var said = await shell.Type("release notes storefront 1.1.0 --edit");

        Assert.Equal(6, said.Code);
        var kept = said.Err.Split('\n').Single(l => l.StartsWith("Do: ", StringComparison.Ordinal)).Split(' ')[^1];
        Assert.Contains("Long work.", File.ReadAllText(kept), StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(kept)!, recursive: true);
    }

    [Fact]
    public async Task Without_a_person_there_is_no_editor()
    {
        await using var server = await Answering();
        using var shell = new Shell(server);

        var said = await shell.Type("release notes storefront 1.1.0 --edit");

        Assert.Equal(2, said.Code);
        Assert.Contains("--file FILE", said.Err, StringComparison.Ordinal);
    }

    private static async Task<FakeServer> Answering() => (await FakeServer.Start())
        .On("GET releases/storefront/1.1.0", [Wired.Release() with { NotesSavedAt = At }])
        .On("GET releases/storefront/1.1.0/notes", [new Reply(200, "text/markdown", Draft)])
        .On(Post, [new { position = 1, version = 1 }]);

    private static void Saved(FakeServer server, params (string Name, string Text)[] fields)
    {
        var body = JsonNode.Parse(server.The(Post).Body)?["fields"]?.AsArray() ?? [];
        Assert.Equal(fields, body.Select(f => ((string)f!["name"]!, (string)f["text"]!)));
    }
}
