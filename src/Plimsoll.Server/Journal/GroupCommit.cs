using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Plimsoll.Server.Journal;

/// <summary>Turns the writes that wait into one transaction; answers them when it is on disk.</summary>
internal sealed class GroupCommit(Tables tables, Ballast ballast, JournalSettings settings)
{
    private const string FullWords =
        "The disk is full, nothing was written and nothing is lost. Free space on the disk of the data folder and try again.";

    private Write? _current;

    /// <summary>Set when a commit ended in an error: nothing is written after that.</summary>
    public JournalStopped? Stopped { get; private set; }

    public void Run(List<Write> batch)
    {
        if (Stopped is null && ballast.Missing) LookForRoom(batch);
        while (batch.Count > 0 && Stopped is null && !Try(batch)) _current = null;
        if (Stopped is not null) Fail(batch, Stopped);
    }

    /// <summary>Moves the newest pages into the main file; an error here is as grave as one in a commit.</summary>
    /// <returns>False when a reader was in the way; the pages stay safe where they are.</returns>
    public bool MovePages(string mode)
    {
        try
        {
            using var command = tables.Connection.CreateCommand();
            command.CommandText = $"PRAGMA wal_checkpoint({mode})";
            return command.ExecuteScalar() is 0L;
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
        using var command = tables.Connection.CreateCommand();
        command.CommandText = $"PRAGMA max_page_count = {(limit - ballast.Bytes) / 4096}";
        command.ExecuteNonQuery();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a write throws fails that write, not its neighbours.")]
    private bool Try(List<Write> batch)
    {
        try
        {
            Attempt(batch);
            foreach (var write in batch) write.Committed();
            return true;
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode is SQLITE_FULL)
        {
            return Undo() && MakeRoom(batch);
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode is SQLITE_READONLY or SQLITE_BUSY)
        {
            return Undo() && Refuse(batch, Words(problem));
        }
        catch (Exception problem) when (_current is { } culprit && !IsGrave(problem))
        {
            batch.Remove(culprit);
            culprit.Failed(problem);
            return !Undo() || batch.Count == 0;
        }
        catch (Exception problem)
        {
            return Stop(problem);
        }
    }

    private void Attempt(List<Write> batch)
    {
        _current = null;
        tables.Begin();
        foreach (var write in batch)
        {
            _current = write;
            write.Apply(tables);
        }

        _current = null;
        tables.Commit();
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

    private bool MakeRoom(List<Write> batch)
    {
        if (!ballast.GiveUp()) return Refuse(batch, FullWords);
        SetLimit();
        RefuseWhatCanWait(batch);
        return batch.Count == 0;
    }

    private void LookForRoom(List<Write> batch)
    {
        if (ballast.TakeBack()) SetLimit();
        else RefuseWhatCanWait(batch);
    }

    private static void RefuseWhatCanWait(List<Write> batch)
    {
        foreach (var write in batch.Where(w => !w.Urgent)) write.Refused(FullWords);
        batch.RemoveAll(w => !w.Urgent);
    }

    private static bool Refuse(List<Write> batch, string words)
    {
        foreach (var write in batch) write.Refused(words);
        batch.Clear();
        return true;
    }

    private static void Fail(List<Write> batch, JournalStopped stopped)
    {
        foreach (var write in batch) write.Failed(stopped);
        batch.Clear();
    }

    private bool Stop(Exception problem)
    {
        var words = $"The journal {settings.File} could not be written ({problem.Message}); what of the last commands is on "
            + "disk is not known until it is read again, so this process ends. Check the disk and start it again.";
        Stopped = new JournalStopped(words, problem);
        settings.Die(words);
        return true;
    }

    private static bool IsGrave(Exception problem) =>
        problem is JournalCorrupt
        || problem is SqliteException { SqliteErrorCode: SQLITE_IOERR or SQLITE_CORRUPT or SQLITE_NOTADB or SQLITE_CANTOPEN };

    private static string Words(SqliteException problem) => problem.SqliteErrorCode == SQLITE_BUSY
        ? "Another program holds the journal's file for writing; nothing was written. Close it and try again."
        : "The disk of the data folder is read-only; nothing was written. Make it writable and try again.";
}
