using System.Data.Common;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>The tables, and which version of them this server writes.</summary>
internal static class Schema
{
    /// <remarks>Raised only where the version before could not go on beside it: what is only added does not raise it.</remarks>
    public const int Version = 1;

    /// <summary>The version of the tables of a store.</summary>
    public const string Of = "SELECT coalesce(max(schema), 0) FROM head";

    public const string Tables = """
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

    /// <summary>What was added to a journal of the first version; may be run again.</summary>
    public const string Later = Accounts + SecretRows.Table + InboundTable.Table + OutboxCounts.Index + Writers.Table;

    /// <summary>Columns of text that came later; empty where nothing was written into them.</summary>
    public static IReadOnlyList<(string Table, string Column)> LaterTexts { get; } =
        [("outbox", "calendar"), ("people", "zone"), ("people", "also")];

    /// <summary>Refuses a store that is not a journal, or one that a newer version has written.</summary>
    /// <param name="tables">How many of fact, head and receipt are there.</param>
    public static void Check(DbConnection connection, string place, long tables)
    {
        if (tables != 3) throw new JournalCorrupt(place, 1, "the tables of a journal are missing.");
        Check(connection.Count(Of), place);
    }

    /// <summary>A store may be raised to a newer version of its tables under a server that runs.</summary>
    public static void Check(long found, string place)
    {
        if (found > Version)
            throw new JournalTooNew(
                $"The journal {place} was written by a newer Plimsoll (schema {found}, this version knows {Version}). "
                + "Nothing was changed. Start that version, or restore a backup from before the upgrade.");
    }

    /// <summary>The head of a journal nothing was written to.</summary>
    public static void Begin(DbConnection connection)
    {
        using var command = connection.Say(
            "INSERT INTO head (one, position, hash, epoch, schema) VALUES (1, 0, @start, 1, @schema)");
        command.Add("@start", FactHash.Start);
        command.Add("@schema", Version);
        command.ExecuteNonQuery();
    }
}
