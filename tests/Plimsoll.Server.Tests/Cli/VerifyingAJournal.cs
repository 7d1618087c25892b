using System.Text;
using Microsoft.Data.Sqlite;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Cli;

public sealed class VerifyingAJournal
{
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task The_server_is_asked_where_nothing_else_is_named(bool intact, int code)
    {
        await using var server = await FakeServer.Start();
        server.On("GET journal/verify", [new JournalView(12, intact, "All 12 facts hold.")]);
        using var shell = new Shell(server);

        var said = await shell.Type("journal verify");

        Assert.Equal((code, "All 12 facts hold.\n"), (said.Code, said.Out));
    }

    [Fact]
    public async Task A_data_folder_and_an_export_are_checked_without_a_server()
    {
        using var shell = new Shell();
        await Written(shell);

        var folder = await shell.Type("journal verify --data data");
        var file = await shell.Type("journal verify --file export.jsonl");

        Assert.Equal((0, 0), (folder.Code, file.Code));
        Assert.Equal(folder.Out, file.Out);
        Assert.StartsWith("All 3 facts", folder.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE fact SET actor = 'eve' WHERE position = 2", 2)]
    [InlineData("UPDATE fact SET body = x'7b7d' WHERE position = 3", 3)]
    [InlineData("DELETE FROM fact WHERE position = 1", 1)]
    [InlineData("UPDATE head SET position = 4", 4)]
    [InlineData("DELETE FROM receipt WHERE command = 'c2'", 2)]
    public async Task A_changed_data_folder_is_told_by_its_first_bad_position_as_the_server_tells_it(
        string change, long position)
    {
        using var shell = new Shell();
        await Written(shell);
        Change(Path.Combine(shell.Folder, "data", JournalSettings.FileName), change);

        var said = await shell.Type("journal verify --data data --json");

        Assert.Equal(1, said.Code);
        var found = SqliteJournal.Verify(Path.Combine(shell.Folder, "data"), default);
        Assert.Equal(position, found.FirstBad);
        Assert.Contains(found.Sentence, said.Out.Replace("\\\"", "\"", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_was_changed_is_told_by_its_first_bad_position()
    {
        using var shell = new Shell();
        await Written(shell);
        var file = Path.Combine(shell.Folder, "export.jsonl");
        File.WriteAllText(file, File.ReadAllText(file).Replace("fact 2", "fact two", StringComparison.Ordinal));

        var said = await shell.Type("journal verify --file export.jsonl");

        Assert.Equal(1, said.Code);
        Assert.StartsWith("Position 2 is not what was written", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_copied_as_it_comes_and_never_over_a_file()
    {
        await using var server = await FakeServer.Start();
        server.On("GET journal/export", [new Reply(200, "application/x-ndjson", "{\"position\":1}\n{\"head\":1}\n")]);
        using var shell = new Shell(server);

        var shown = await shell.Type("journal export");
        var written = await shell.Type("journal export --output j.jsonl");
        var again = await shell.Type("journal export --output j.jsonl");

        Assert.Equal("{\"position\":1}\n{\"head\":1}\n", shown.Out);
        Assert.Equal(shown.Out, File.ReadAllText(Path.Combine(shell.Folder, "j.jsonl")));
        Assert.Equal((0, 0, 2), (shown.Code, written.Code, again.Code));
    }

    [Theory]
    [InlineData("--data nowhere", "There is no journal in")]
    [InlineData("--file nowhere", "There is no file nowhere")]
    [InlineData("--file a --data b", "either --data FOLDER or --file FILE")]
    public async Task What_cannot_be_checked_is_wrong_usage(string options, string words)
    {
        using var shell = new Shell();

        var said = await shell.Type($"journal verify {options}");

        Assert.Equal(2, said.Code);
        Assert.Contains(words, said.Err, StringComparison.Ordinal);
    }

    private static async Task Written(Shell shell)
    {
        var folder = Path.Combine(shell.Folder, "data");
        await using var journal = SqliteJournal.Open(new JournalSettings(folder));
        for (var n = 1; n <= 3; n++) await journal.Append(Some(n), default);
        await using var to = File.Create(Path.Combine(shell.Folder, "export.jsonl"));
        await JournalExport.Write(journal, to, default);
    }

    private static Entry Some(int n) => new(
        new StreamName("release/storefront/1.1.0"), n - 1, new Dictionary<StreamName, long>(),
        [new NewFact("notes-saved", Encoding.UTF8.GetBytes($$"""{"text":"fact {{n}}"}"""))],
        new DateTimeOffset(2026, 3, 1, 12, n, 0, TimeSpan.Zero), "ada", $"c{n}", $"d{n}");

    private static void Change(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
