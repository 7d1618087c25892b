using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Plimsoll.Server.Journal;

/// <summary>What a person is told when a commit could not be.</summary>
internal static class CommitWords
{
    public const string Full = "The disk is full, nothing was written and nothing is lost. "
        + "Free space on the disk of the data folder and try again.";

    public static string Refused(SqliteException problem) => problem.SqliteErrorCode == SQLITE_BUSY
        ? "Another program holds the journal's file for writing; nothing was written. Close it and try again."
        : "The disk of the data folder is read-only; nothing was written. Make it writable and try again.";

    public static string Stopped(string file, Exception problem) =>
        $"The journal {file} could not be written ({problem.Message}); what of the last commands is on disk is not "
        + "known until it is read again, so this process ends. Check the disk and start it again.";

    public const string FullDatabase = "The disk of the database is full, nothing was written and nothing is lost. "
        + "Free space where PostgreSQL keeps its data and try again.";

    public static (string NotKnown, string NotWritten) Away(string place, Exception problem) => (
        $"The database {place} does not answer ({problem.Message}); whether this was stored is not known until it is back. "
        + "Send it again with the same key then: what was stored answers as it did the first time.",
        $"The database {place} does not answer ({problem.Message}); nothing was written. It is tried again all the time; "
        + "send this again when it is back.");
}
