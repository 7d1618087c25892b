using Microsoft.Data.Sqlite;

namespace Plimsoll.Server.Journal;

/// <summary>The tables in a file.</summary>
internal static class SqliteSchema
{
    public static void Ensure(SqliteConnection connection, string file)
    {
        if (connection.Count("SELECT count(*) FROM sqlite_schema") == 0) Create(connection);
        Check(connection, file);
        // Only ever added, each with a default: the version before reads and writes the same file.
        connection.Run(Schema.Later);
        foreach (var (table, column) in Schema.LaterTexts) AddText(connection, table, column);
    }

    public static void Check(SqliteConnection connection, string file) => Schema.Check(
        connection, file, connection.Count("SELECT count(*) FROM sqlite_schema WHERE name IN ('fact', 'head', 'receipt')"));

    private static void AddText(SqliteConnection connection, string table, string column)
    {
        if (connection.Count($"SELECT count(*) FROM pragma_table_info('{table}') WHERE name = '{column}'") > 0) return;
        connection.Run($"ALTER TABLE {table} ADD COLUMN {column} TEXT NOT NULL DEFAULT ''");
    }

    private static void Create(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        connection.Run(Schema.Tables);
        Schema.Begin(connection);
        transaction.Commit();
    }
}
