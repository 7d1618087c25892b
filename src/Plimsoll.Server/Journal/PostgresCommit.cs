using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Plimsoll.Server.Journal;

/// <summary>Turns the writes that wait into one transaction of the database; waits for one that went away.</summary>
/// <remarks>
/// A group whose commit was not answered is run again: each append finds its receipt if it was written, so that it is
/// never written twice and never called failed where it was.
/// </remarks>
/// <param name="line">What was written to when this server began.</param>
internal sealed class PostgresCommit(PostgresSettings settings, string line, JournalMeasures? measures) : IGroupCommit
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenVacuums = TimeSpan.FromMinutes(1);
    private readonly ManualResetEventSlim _closing = new();
    private PostgresTables? _tables;
    private Task? _vacuum;
    private long _vacuumed;
    private Write? _current;
    private long? _away;

    // The commit of this group may have arrived though its answer did not.
    private bool _asked;

    // A command of this group was answered before.
    private bool _met;

    /// <summary>The database's disk was full at the last write.</summary>
    public bool IsFull { get; private set; }

    public void Run(List<Write> group, WriteQueue? queue)
    {
        (_asked, _met) = (false, false);
        while (group.Count > 0) Try(group, queue);
    }

    public void Tidy()
    {
        if (_tables is not { TextRemoved: true } tables) return;
        if (_vacuum is { IsCompletedSuccessfully: true })
        {
            tables.TextRemoved = false;
            _vacuum = null;
        }
        else if (_vacuum is null || (_vacuum.IsCompleted && settings.Clock.GetElapsedTime(_vacuumed) > BetweenVacuums))
        {
            _vacuumed = settings.Clock.GetTimestamp();
            _vacuum = Vacuum();
        }
    }

    // Rows that were overwritten stay in the files until then. Beside the writer: on large tables it takes its time.
    private async Task Vacuum()
    {
        await Task.Yield();
        using var connection = settings.ForMoving();
        // It still sees what was there before, and keeps it in the files: done again after it.
        if (PostgresSettings.IsBackedUp(connection)) throw JournalHeld.ByBackup(settings.Place);
        foreach (var table in (string[])["fact", "receipt", "outbox", "secret", "people", "account", "inbound_delivery"])
            connection.Run($"VACUUM {table}");
    }

    /// <summary>Nobody waits for a database any longer.</summary>
    public void Close() => _closing.Set();

    public void Dispose()
    {
        _tables?.Dispose();
        _closing.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a write throws fails that write alone.")]
    private void Try(List<Write> group, WriteQueue? queue)
    {
        try
        {
            Attempt(group, queue);
            (_away, IsFull) = (null, false);
            foreach (var write in group) write.Committed();
            group.Clear();
        }
        // A connection that broke while nobody used it says so in words of its own.
        catch (Exception problem) when (
            PostgresTrouble.IsAway(problem) || _tables?.Connection.State is not (null or System.Data.ConnectionState.Open))
        {
            Reconnect(group, problem);
        }
        catch (PostgresException problem) when (problem.SqlState is PostgresErrorCodes.UniqueViolation && !_met)
        {
            _met = true;
            Undo();
        }
        catch (PostgresException problem) when (problem.SqlState is PostgresErrorCodes.DiskFull)
        {
            IsFull = true;
            Undo();
            foreach (var write in group) write.Refused(CommitWords.FullDatabase);
            group.Clear();
        }
        catch (Exception problem)
        {
            Undo();
            Fail(group, problem);
        }
    }

    private void Attempt(List<Write> group, WriteQueue? queue)
    {
        _current = null;
        var tables = _tables ??= PostgresTables.Open(settings, line);
        tables.IsCareful = _asked || _met;
        var began = measures?.Began() ?? 0;
        tables.Begin([.. group.Select(write => write.Entry).OfType<Entry>()]);
        // Who came while the database answered, and asks for nothing it was not asked, need not wait for the next.
        if (!tables.IsCareful) queue?.Take(group, write => write.Entry is { } entry && tables.Knows(entry));
        foreach (var write in group)
        {
            _current = write;
            write.Apply(tables);
        }

        _current = null;
        _asked = true;
        tables.Commit();
        // A look at an empty outbox commits nothing that anybody waits for.
        if (group.Exists(write => write.Entry is not null)) measures?.Committed(began);
    }

    /// <summary>The one at which it went wrong; where that is not known, each is tried by itself.</summary>
    private void Fail(List<Write> group, Exception problem)
    {
        if (_current is null && group.Count > 1)
        {
            foreach (var write in group.ToList()) Run([write], null);
            group.Clear();
            return;
        }

        var culprit = _current ?? group[0];
        group.Remove(culprit);
        culprit.Failed(problem);
    }

    private void Reconnect(List<Write> group, Exception problem)
    {
        _tables?.Dispose();
        _tables = null;
        _away ??= settings.Clock.GetTimestamp();
        if (!_closing.IsSet && settings.Clock.GetElapsedTime(_away.Value) < settings.Patience)
        {
            _closing.Wait(Pause);
            return;
        }

        var words = CommitWords.Away(settings.Place, problem);
        foreach (var write in group)
            if (_asked) write.Failed(new JournalStopped(words.NotKnown, problem));
            else write.Refused(words.NotWritten);
        group.Clear();
    }

    private void Undo()
    {
        try
        {
            _tables?.Rollback();
        }
        catch (Exception problem) when (problem is NpgsqlException or InvalidOperationException)
        {
            _tables?.Dispose();
            _tables = null;
        }
    }
}
