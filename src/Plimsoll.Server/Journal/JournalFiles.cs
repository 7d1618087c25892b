using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Plimsoll.Server.Journal;

/// <summary>Opens the journal's file, for the one writer and for any number of readers.</summary>
internal static class JournalFiles
{
    private const int SecondsForAReader = 30;

    public static SqliteConnection ForWriting(string file, int secondsForALock)
    {
        // Made before SQLite sees it, so that no other person can ever read it; its companions copy the mode.
        OwnerOnly.Open(file, FileShare.ReadWrite).Dispose();
        var connection = Open(file, SqliteOpenMode.ReadWrite, pooled: false, secondsForALock);
        Pragma(connection, "journal_mode = WAL");
        Pragma(connection, "synchronous = FULL");
        Pragma(connection, "wal_autocheckpoint = 0");
        Pragma(connection, "secure_delete = ON");
        return connection;
    }

    /// <summary>A new one that nobody reads before it is whole: it is put on disk by whoever fills it.</summary>
    public static SqliteConnection ForFilling(string file)
    {
        OwnerOnly.Open(file, FileShare.ReadWrite).Dispose();
        var connection = Open(file, SqliteOpenMode.ReadWrite, pooled: false, SecondsForAReader);
        Pragma(connection, "journal_mode = OFF");
        Pragma(connection, "synchronous = OFF");
        return connection;
    }

    public static SqliteConnection ForReading(string file, bool pooled = true) =>
        Open(file, SqliteOpenMode.ReadOnly, pooled, SecondsForAReader);

    /// <summary>One that leaves nothing beside the file: a journal that was closed lies whole in it, and to read one
    /// as it may be written would make its companions.</summary>
    public static SqliteConnection ForLooking(string file) => File.Exists($"{file}-wal")
        ? ForReading(file, pooled: false)
        : Open($"{new Uri(file).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly, pooled: false, SecondsForAReader);

    private static SqliteConnection Open(string file, SqliteOpenMode mode, bool pooled, int seconds)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = pooled,
            DefaultTimeout = seconds,
        }.ToString());
        connection.Open();
        return connection;
    }

    private static void Pragma(SqliteConnection connection, string setting)
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA {setting}");
        command.ExecuteNonQuery();
    }
}
