using Npgsql;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>What breaks a design that is not careful: several servers that write one journal.</summary>
public sealed class SeveralWriters(Postgres postgres) : IAsyncLifetime
{
    private readonly List<(DataFolder Folder, PostgresJournal Journal)> _nodes = [];
    private NpgsqlConnectionStringBuilder _database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await postgres.NewDatabase();

    [Fact]
    public async Task No_start_is_written_on_a_release_that_another_server_withdrew_while_it_was_checked()
    {
        const int rounds = 300;
        var (one, other) = (Open(), Open());
        await Task.WhenAll(Enumerable.Range(0, rounds).Select(async n =>
        {
            await Task.Yield();
            // A third each: at the same moment, and one of them a moment before the other.
            Task Start() => one.Append(SomeEntry.On($"lane/{n}", 0, "start").Having($"release/{n}", 0), Stop);
            Task Withdraw() => other.Append(SomeEntry.On($"release/{n}", 0, "withdrawn"), Stop);
            var first = n % 3 == 0 ? Withdraw() : Start();
            if (n % 3 == 2) await first;
            await Task.WhenAll(first, n % 3 == 0 ? Start() : Withdraw());
        }));

        var facts = await one.Facts();
        var withdrawn = facts.Where(f => f.Stream.Kind == "release").ToDictionary(f => f.Stream.Key, f => f.Position);
        Assert.Equal(rounds, withdrawn.Count);
        var starts = facts.Where(f => f.Stream.Kind == "lane").ToList();
        Assert.All(starts, f => Assert.True(f.Position < withdrawn[f.Stream.Key]));
        Assert.NotEmpty(starts);
    }

    [Fact]
    public async Task Sixteen_writers_on_four_servers_leave_one_order_that_no_reader_ever_misses_a_fact_of()
    {
        var nodes = Enumerable.Range(0, 4).Select(_ => Open()).ToList();
        using var done = new CancellationTokenSource();
        var readers = nodes.Select(node => Follow(node, done.Token)).ToList();
        var committed = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Write(nodes[writer % 4], writer)));
        await done.CancelAsync();

        var head = await nodes[0].Head(Stop);
        Assert.Equal(committed.Sum(), head.Position);
        foreach (var reader in readers)
            Assert.Equal(Enumerable.Range(1, (int)head.Position).Select(n => (long)n), await reader);
        Assert.True((await nodes[1].Verify(Stop)).Intact);
    }

    [Fact]
    public async Task An_append_whose_answer_is_lost_is_found_by_its_id_and_written_once()
    {
        await using var pipe = new Pipe(_database.Port);
        var journal = Open(new NpgsqlConnectionStringBuilder(_database.ToString()) { Port = pipe.Port });
        var other = Open();
        for (var n = 0; n < 4; n++) await journal.Commit(SomeEntry.On("lane/a", n, $"{n}"));
        // The head is locked and the versions are read; the answer to the second exchange, the commit, is lost.
        pipe.LoseAnswers(after: 1);
        var append = journal.Append(SomeEntry.On("lane/a", 4, "lost"), Stop);
        while ((await other.Head(Stop)).Position < 5) await Task.Delay(10, Stop);
        Assert.False(append.IsCompleted);
        pipe.Break();

        Assert.Equal(new Appended.Replayed(5, 5), await append);
        Assert.Equal(5, (await other.Facts()).Count);
    }

    [Fact]
    public async Task Whatever_was_answered_is_there_and_once_though_connections_die_in_the_middle()
    {
        var journal = Open();
        var going = Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            var own = 0;
            for (; own < 60; own++)
                Assert.True(await journal.Append(SomeEntry.On($"lane/{writer}", own, $"{own}"), Stop) is Appended.Committed or Appended.Replayed);
            return own;
        }));
        while (!going.IsCompleted)
        {
            await Terminate();
            await Task.Delay(20, Stop);
        }

        Assert.Equal(8 * 60, (await going).Sum());
        var facts = await journal.Facts();
        Assert.Equal(8 * 60, facts.Count);
        Assert.All(facts.GroupBy(f => f.Stream), s => Assert.Equal(Enumerable.Range(1, 60).Select(n => (long)n), s.Select(f => f.Version)));
    }

    [Fact]
    public async Task A_task_of_an_earlier_ownership_writes_nothing_under_the_next_one()
    {
        var (one, other) = (Open(), Open());
        var lease = await one.Claim("work", "n1", Stop);
        await Under(lease, () => one.Commit(SomeEntry.On("lane/a", 0, "1")));
        await other.Claim("work", "n2", Stop);
        var again = await one.Claim("work", "n1", Stop);

        Assert.Equal(new Appended.Fenced("work", 3), await Under(lease, () => one.Append(SomeEntry.On("lane/a", 1, "late"), Stop)));
        await Assert.ThrowsAsync<JournalFenced>(() => Under(lease, () => one.MoveCheckpoint("reactor", 1, [], Stop)));
        await Under(again, () => one.Commit(SomeEntry.On("lane/a", 1, "2")));
        await one.Commit(SomeEntry.On("lane/a", 2, "a person asks under none"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (folder, journal) in _nodes)
        {
            await journal.DisposeAsync();
            folder.Dispose();
        }
    }

    private static async Task<T> Under<T>(Lease lease, Func<Task<T>> what)
    {
        Acting.Begin(lease);
        return await what();
    }

    private static async Task Under(Lease lease, Func<Task> what)
    {
        Acting.Begin(lease);
        await what();
    }

    // One in twenty is decided on what has moved on, and one is thrown away in the middle of its transaction.
    private static async Task<int> Write(PostgresJournal journal, int writer)
    {
        var random = new Random(writer);
        var written = 0;
        while (written < 50)
            if (random.Next(40) == 0)
                Assert.IsType<Appended.Moved>(await journal.Append(SomeEntry.On($"lane/{writer}", written + 1, "wrong"), Stop));
            else if (random.Next(40) == 0)
                await Assert.ThrowsAsync<InvalidOperationException>(() => journal.Change<bool>(_ => throw new InvalidOperationException(), Stop));
            else if (await journal.Append(SomeEntry.On($"lane/{writer}", written, $"{written}"), Stop) is Appended.Committed) written++;
        return written;
    }

    private static async Task<List<long>> Follow(PostgresJournal journal, CancellationToken done)
    {
        await Task.Yield();
        List<long> seen = [];
        while (true)
        {
            var last = done.IsCancellationRequested;
            await foreach (var fact in journal.Read(seen.Count == 0 ? 0 : seen[^1], Stop)) seen.Add(fact.Position);
            if (last) return seen;
        }
    }

    private PostgresJournal Open(NpgsqlConnectionStringBuilder? database = null)
    {
        var folder = new DataFolder();
        var journal = PostgresJournal.Open(new PostgresSettings(folder.Path, database ?? _database));
        _nodes.Add((folder, journal));
        return journal;
    }

    private async Task Terminate()
    {
        await using var connection = new NpgsqlConnection($"{_database};Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
