using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Plimsoll.Server.Journal;

/// <summary>Turns the writes that wait into one transaction; answers them when it is on disk.</summary>
internal sealed class SqliteCommit(
    SqliteTables tables, SqliteConnection connection, Ballast ballast, JournalSettings settings,
    JournalMeasures? measures = null) : IGroupCommit
{
    private const int PagesBeforeMove = 1000;
    private Write? _current;

    /// <summary>Set when a commit ended in an error: nothing is written after that.</summary>
    public JournalStopped? Stopped { get; private set; }

    public void Run(List<Write> batch, WriteQueue? queue)
    {
        if (Stopped is null && ballast.Missing) LookForRoom(batch);
        while (batch.Count > 0 && Stopped is null) Try(batch);
        if (Stopped is not { } stopped) return;
        foreach (var write in batch) write.Failed(stopped);
    }

    /// <summary>Moves the newest pages into the main file; an error here is as grave as one in a commit.</summary>
    /// <returns>False when a reader was in the way; the pages stay safe where they are.</returns>
    public bool MovePages(string mode)
    {
        try
        {
            return connection.Scalar($"PRAGMA wal_checkpoint({mode})") is 0L;
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode is SQLITE_FULL or SQLITE_BUSY or SQLITE_LOCKED)
        {
            return false;
        }
        catch (SqliteException problem)
        {
            return Stop(problem);
        }
    }

    public void SetLimit()
    {
        if (settings.LimitBytes is not { } limit) return;
        connection.Run($"PRAGMA max_page_count = {(limit - ballast.Bytes) / 4096}");
    }

    public void Tidy()
    {
        if (Stopped is not null) return;
        // A removed text must not stay behind in the write-ahead file.
        if (tables.TextRemoved) tables.TextRemoved = !MovePages("TRUNCATE");
        if (PagesWritten(andForget: false) < PagesBeforeMove) return;
        MovePages("PASSIVE");
        PagesWritten(andForget: true);
    }

    public void Dispose()
    {
        if (Stopped is null) MovePages("TRUNCATE");
        tables.Dispose();
    }

    // SQLite's own moving of pages ignores errors, so it is switched off and done here.
    private int PagesWritten(bool andForget)
    {
        sqlite3_db_status(connection.Handle, SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, andForget ? 1 : 0);
        return pages;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a write throws fails that write alone.")]
    private void Try(List<Write> batch)
    {
        try
        {
            Attempt(batch);
            foreach (var write in batch) write.Committed();
            batch.Clear();
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode is SQLITE_FULL)
        {
            if (Undo()) MakeRoom(batch);
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode is SQLITE_READONLY or SQLITE_BUSY)
        {
            if (Undo()) Refuse(batch, write => true, CommitWords.Refused(problem));
        }
        catch (Exception problem) when (_current is { } culprit && !IsGrave(problem))
        {
            Undo();
            batch.Remove(culprit);
            culprit.Failed(problem);
        }
        catch (Exception problem)
        {
            Stop(problem);
        }
    }

    private void Attempt(List<Write> batch)
    {
        _current = null;
        var (began, changes) = (measures?.Began() ?? 0, tables.Changes);
        tables.Begin([]);
        foreach (var write in batch)
        {
            _current = write;
            write.Apply(tables);
        }

        _current = null;
        tables.Commit();
        // A look at an empty outbox commits nothing.
        if (tables.Changes != changes) measures?.Committed(began);
    }

    private bool Undo()
    {
        try
        {
            tables.Rollback();
            return true;
        }
        catch (SqliteException problem)
        {
            return Stop(problem);
        }
    }

    private void MakeRoom(List<Write> batch)
    {
        var freed = ballast.GiveUp();
        if (freed) SetLimit();
        Refuse(batch, write => !freed || !write.Urgent, CommitWords.Full);
    }

    private void LookForRoom(List<Write> batch)
    {
        if (ballast.TakeBack()) SetLimit();
        else Refuse(batch, write => !write.Urgent, CommitWords.Full);
    }

    private static void Refuse(List<Write> batch, Predicate<Write> which, string words)
    {
        foreach (var write in batch) if (which(write)) write.Refused(words);
        batch.RemoveAll(which);
    }

    private bool Stop(Exception problem)
    {
        var words = CommitWords.Stopped(settings.File, problem);
        Stopped = new JournalStopped(words, problem);
        settings.Die(words);
        return false;
    }

    private static bool IsGrave(Exception problem) =>
        problem is JournalCorrupt
        || problem is SqliteException
        {
            SqliteErrorCode: SQLITE_IOERR or SQLITE_CORRUPT or SQLITE_NOTADB or SQLITE_CANTOPEN,
        };
}
