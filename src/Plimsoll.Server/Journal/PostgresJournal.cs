using System.Data;
using System.Data.Common;
using Npgsql;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>The journal in a PostgreSQL database.</summary>
public sealed class PostgresJournal : SqlJournal
{
    // A replica takes over in that time; longer nobody waits for a page.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly PostgresSettings _settings;
    private readonly PostgresCommit _commit;
    private readonly ManualResetEventSlim _closing = new();

    private PostgresJournal(PostgresSettings settings, DataFolderLock held, PostgresCommit commit, JournalMeasures? measures)
        : base(held, commit, measures) => (_settings, _commit) = (settings, commit);

    public override bool IsShortOfRoom => _commit.IsFull;

    /// <summary>Makes the tables if the database has none.</summary>
    /// <exception cref="JournalUnusable">It cannot be reached, is corrupt, or too new; the message says what to
    /// do.</exception>
    public static PostgresJournal Open(PostgresSettings settings)
    {
        var held = DataFolderLock.Take(settings.Folder);
        try
        {
            string line;
            using (var connection = settings.ForWriting())
            {
                PostgresSchema.Ensure(connection, settings.Place);
                if (MovedDatabase.Place(connection) is { } place) throw JournalMoved.To(settings.Place, place);
                if (MovedDatabase.Read(connection) is { } moving) throw JournalMoved.Now(settings.Place, moving.By);
                JournalWalk.CheckEnd(connection, settings.Place);
                line = PostgresTables.LineOf(connection);
            }

            var measures = settings.Meter is { } meter ? new JournalMeasures(meter, settings.Clock) : null;
            return new PostgresJournal(settings, held, new PostgresCommit(settings, line, measures), measures);
        }
        catch (Exception problem)
        {
            held.Dispose();
            if (problem is not (NpgsqlException or ArgumentException)) throw;
            throw new JournalAway(settings.Place, problem);
        }
    }

    public override IAsyncEnumerable<StoredFact> Read(long after, CancellationToken stop, byte[]? known = null) =>
        new FactReader(_settings.ForReading, Rows, page => Reading(page)).Read(after, stop, known);

    public override Task<Verification> Verify(CancellationToken stop)
    {
        using var connection = _settings.ForReading();
        PostgresSchema.Check(connection, _settings.Place);
        using var snapshot = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        return Task.FromResult(JournalWalk.Of(connection, Bytes, new ChainWalk(), stop));
    }

    public override async ValueTask DisposeAsync()
    {
        _closing.Set();
        _commit.Close();
        await base.DisposeAsync();
        _closing.Dispose();
        _settings.Forget();
        Folder.Dispose();
    }

    /// <summary>The bytes of a column of text.</summary>
    internal static string Bytes(string column) => $"convert_to({column}, 'UTF8')";

    internal override void MarkMoving(string to)
    {
        using var connection = _settings.ForWriting();
        MovedDatabase.Write(connection, to, _settings.Folder);
    }

    internal override bool IsMoving
    {
        get
        {
            using var connection = _settings.ForReading();
            return MovedDatabase.Read(connection) is not null;
        }
    }

    internal override string? MovedTo => Reading(() =>
    {
        using var connection = _settings.ForReading();
        return MovedDatabase.Place(connection);
    });

    internal override void ForgetMoving()
    {
        using var connection = _settings.ForWriting();
        MovedDatabase.Forget(connection);
    }

    internal override void MarkMoved(string place, long end)
    {
        using var connection = _settings.ForWriting();
        if (!MovedDatabase.Move(connection, place, end))
            throw new JournalMoved($"Another server has written to {_settings.Place} meanwhile: nothing was moved. Stop all others and move again.");
    }

    internal override void Tell(Tables tables, string name) => tables.Run(
        """
        INSERT INTO shared (name, version, text) VALUES (@1, 1, '')
        ON CONFLICT (name) DO UPDATE SET version = shared.version + 1
        """,
        name);

    /// <remarks>A connection that was kept open to a database that died is only noticed when it is used.</remarks>
    private protected override T Reading<T>(Func<T> read)
    {
        var since = _settings.Clock.GetTimestamp();
        while (true)
            try
            {
                return read();
            }
            catch (Exception problem) when (PostgresTrouble.IsAway(problem) && !_closing.IsSet && _settings.Clock.GetElapsedTime(since) < Moment)
            {
                _settings.Forget();
                _closing.Wait(Pause);
            }
    }

    private protected override DbConnection Reader() => _settings.ForReading();

    private static FactRows Rows(DbConnection connection, long after, int limit) =>
        new PostgresFactRows((NpgsqlConnection)connection, after, limit);
}
