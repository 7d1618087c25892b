using Microsoft.Data.Sqlite;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>What a data folder is on disk.</summary>
public sealed class SqliteFolderTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_servers_cannot_open_one_data_folder()
    {
        await using (_folder.Open())
        {
            var refused = Assert.Throws<JournalLocked>(_folder.Open);
            Assert.Contains(_folder.Path, refused.Message, StringComparison.Ordinal);
            Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
            Assert.Contains("PLIMSOLL_DATA", refused.Message, StringComparison.Ordinal);
        }

        await _folder.Open().DisposeAsync();
    }

    [Fact]
    public async Task Nobody_else_on_the_machine_can_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix file modes.");
        await using var journal = _folder.Open();
        await journal.Commit(SomeEntry.On("lane/a", 0, "1"));
        string[] files = ["plimsoll.db", "plimsoll.db-wal", "plimsoll.db-shm", "node.lock", "ballast"];
        Assert.All(files, name => Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            new FileInfo(Path.Combine(_folder.Path, name)).UnixFileMode));
    }

    [Fact]
    public async Task It_can_be_verified_while_a_server_uses_it()
    {
        await using var journal = _folder.Open();
        await journal.Commit(SomeEntry.On("lane/a", 0, "1"));
        Assert.True(SqliteJournal.Verify(_folder.Path, CancellationToken.None).Intact);
    }

    [Fact]
    public void A_folder_without_a_journal_cannot_be_verified() => Assert.Contains(
        "There is no journal in",
        Assert.Throws<FileNotFoundException>(() => SqliteJournal.Verify(_folder.Path, CancellationToken.None)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("UPDATE head SET schema = 99", typeof(JournalTooNew), "newer Plimsoll (schema 99")]
    [InlineData("UPDATE head SET position = 7", typeof(JournalCorrupt), "position 2: the head says 7")]
    [InlineData("DELETE FROM head", typeof(JournalCorrupt), "position 1: the head is missing")]
    [InlineData("DELETE FROM fact", typeof(JournalCorrupt), "position 1: the head says 1 is the last position")]
    [InlineData("UPDATE head SET hash = x'00'", typeof(JournalCorrupt), "position 1: the head has another hash")]
    [InlineData("DROP TABLE receipt", typeof(JournalCorrupt), "the tables of a journal are missing")]
    public async Task A_server_refuses_to_start_on_what_it_did_not_write(string damage, Type problem, string words)
    {
        await using (var journal = _folder.Open()) await journal.Commit(SomeEntry.On("lane/a", 0, "1"));
        _folder.Run(damage);
        var refused = Assert.Throws(problem, _folder.Open);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Throws(problem, _folder.Open);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        File.WriteAllText(_folder.Settings.File, "Dear diary, today nothing was shipped.");
        Assert.Contains(
            "cannot be opened", Assert.Throws<JournalCorrupt>(_folder.Open).Message, StringComparison.Ordinal);
        Assert.StartsWith("Dear diary", File.ReadAllText(_folder.Settings.File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_break_inside_stops_the_reader_at_its_position()
    {
        await using (var journal = _folder.Open()) await journal.Commit(SomeEntry.On("lane/a", 0, "1", "2", "3"));
        _folder.Run("UPDATE fact SET actor = 'eve' WHERE position = 2");
        await using var opened = _folder.Open();
        Assert.Equal(2, (await Assert.ThrowsAsync<ChainBroken>(() => opened.Facts())).Position);
    }

    [Fact]
    public async Task Removed_text_is_in_no_file_of_the_folder()
    {
        const string secret = "call Ada under 555 0199";
        await using (var journal = _folder.Open())
        {
            await journal.Commit(SomeEntry.On("lane/a", 0, secret));
            Assert.True(_folder.Holds(secret));
            await journal.Redact(new Redaction([new Blot(1)], "a phone number"), SomeEntry.On("journal", 0), CancellationToken.None);
        }

        Assert.False(_folder.Holds(secret));
    }

    [Fact]
    public async Task Another_program_that_writes_for_long_is_named()
    {
        await using var journal = _folder.Open();
        using var other = new SqliteConnection($"Data Source={_folder.Settings.File};Pooling=False");
        other.Open();
        using var transaction = other.BeginTransaction();
        var refused = await journal.Append(SomeEntry.On("lane/a", 0, "1"), CancellationToken.None);
        Assert.Contains("Another program", Assert.IsType<Appended.Refused>(refused).Reason, StringComparison.Ordinal);
        transaction.Rollback();
        await journal.Commit(SomeEntry.On("lane/a", 0, "1"));
    }

    [Fact]
    public async Task A_write_that_throws_fails_alone()
    {
        await using var journal = _folder.Open();
        var good = Enumerable.Range(0, 8)
            .Select(n => journal.Append(SomeEntry.On($"lane/{n}", 0, "1"), CancellationToken.None))
            .ToList();
        var row = SomeEntry.Row("1/announce/") with { Channel = null! };
        var bad = journal.MoveCheckpoint("reactor", 1, [row], CancellationToken.None);
        Assert.All(await Task.WhenAll(good), answer => Assert.IsType<Appended.Committed>(answer));
        await Assert.ThrowsAnyAsync<Exception>(() => bad);
        Assert.Equal(0, await journal.Checkpoint("reactor", CancellationToken.None));
        Assert.Empty(_folder.Deaths);
    }
}
