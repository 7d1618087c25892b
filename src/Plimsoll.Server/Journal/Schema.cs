using System.Globalization;
using Microsoft.Data.Sqlite;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>The tables, and which version of them this server writes.</summary>
internal static class Schema
{
    public const int Version = 1;

    private const string Tables = """
        CREATE TABLE fact (
            position INTEGER PRIMARY KEY,
            stream TEXT NOT NULL,
            version INTEGER NOT NULL,
            name TEXT NOT NULL,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            command TEXT NOT NULL,
            body BLOB,
            salt BLOB,
            digest BLOB NOT NULL,
            hash BLOB NOT NULL,
            UNIQUE (stream, version)) STRICT;
        CREATE TABLE receipt (
            command TEXT PRIMARY KEY,
            digest TEXT NOT NULL,
            stream TEXT NOT NULL,
            position INTEGER NOT NULL,
            version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE head (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            position INTEGER NOT NULL,
            hash BLOB NOT NULL,
            epoch INTEGER NOT NULL,
            schema INTEGER NOT NULL) STRICT;
        CREATE TABLE checkpoint (
            reactor TEXT PRIMARY KEY,
            position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE outbox (
            number INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            channel TEXT NOT NULL,
            to_json TEXT NOT NULL,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            about TEXT NOT NULL,
            at INTEGER NOT NULL,
            state TEXT NOT NULL,
            tries INTEGER NOT NULL,
            next_try INTEGER NOT NULL,
            last_error TEXT,
            sent_at INTEGER,
            calendar TEXT NOT NULL DEFAULT '') STRICT;
        CREATE INDEX outbox_due ON outbox (next_try) WHERE state IN ('waiting', 'sending', 'failed');
        CREATE TABLE lease (
            key TEXT PRIMARY KEY,
            owner TEXT NOT NULL,
            token INTEGER NOT NULL,
            heartbeat INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE people (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            mail TEXT) STRICT, WITHOUT ROWID;
        """;

    // What proves who somebody is: never in facts, and of secrets only what cannot be turned back.
    private const string Accounts = """
        CREATE TABLE IF NOT EXISTS account (
            person TEXT PRIMARY KEY,
            mail TEXT NOT NULL UNIQUE,
            password TEXT NOT NULL,
            changed_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS recovery_code (
            digest TEXT PRIMARY KEY,
            person TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS invitation (
            digest TEXT PRIMARY KEY,
            person TEXT NOT NULL,
            until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS api_token (
            id TEXT PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            person TEXT NOT NULL,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            may TEXT NOT NULL,
            scope TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            until INTEGER NOT NULL,
            used_at INTEGER,
            revoked_at INTEGER) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS identity (
            digest TEXT PRIMARY KEY,
            issuer TEXT NOT NULL,
            person TEXT NOT NULL,
            since INTEGER NOT NULL,
            UNIQUE (person, issuer)) STRICT, WITHOUT ROWID;
        """;

    public static void Ensure(SqliteConnection connection, string file)
    {
        if (Scalar(connection, "SELECT count(*) FROM sqlite_schema") == 0) Create(connection);
        Check(connection, file);
        AddWhatIsNew(connection);
    }

    // Only ever added, each with a default: the version before reads and writes the same file.
    private static void AddWhatIsNew(SqliteConnection connection)
    {
        using var accounts = connection.CreateCommand();
        accounts.CommandText = Accounts;
        accounts.ExecuteNonQuery();
        using var secrets = connection.CreateCommand();
        secrets.CommandText = SecretRows.Table + InboundTable.Table + OutboxCounts.Index;
        secrets.ExecuteNonQuery();
        foreach (var (table, column) in ((string, string)[])[("outbox", "calendar"), ("people", "zone"), ("people", "also")])
            AddText(connection, table, column);
    }

    private static void AddText(SqliteConnection connection, string table, string column)
    {
        if (Scalar(connection, $"SELECT count(*) FROM pragma_table_info('{table}') WHERE name = '{column}'") > 0) return;
        using var command = connection.CreateCommand();
        command.CommandText = $"ALTER TABLE {table} ADD COLUMN {column} TEXT NOT NULL DEFAULT ''";
        command.ExecuteNonQuery();
    }

    /// <summary>Refuses a file that is not a journal, or one that a newer version has written.</summary>
    public static void Check(SqliteConnection connection, string file)
    {
        if (Scalar(connection, "SELECT count(*) FROM sqlite_schema WHERE name IN ('fact', 'head', 'receipt')") != 3)
            throw new JournalCorrupt(file, 1, "the tables of a journal are missing.");
        var found = Scalar(connection, "SELECT coalesce(max(schema), 0) FROM head");
        if (found > Version)
            throw new JournalTooNew(
                $"The journal {file} was written by a newer Plimsoll (schema {found}, this version knows {Version}). "
                + "Start that version, or restore a backup from before the upgrade.");
    }

    private static void Create(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = Tables + "INSERT INTO head VALUES (1, 0, $start, 1, $schema);";
        command.Parameters.AddWithValue("$start", FactHash.Start);
        command.Parameters.AddWithValue("$schema", Version);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
