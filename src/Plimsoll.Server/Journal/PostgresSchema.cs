using Npgsql;

namespace Plimsoll.Server.Journal;

/// <summary>The tables in a database: those of the file, said as PostgreSQL says it.</summary>
internal static class PostgresSchema
{
    // The same for every node: the second that starts waits until the first has made the tables.
    private const long Turn = 7_440_001;

    private static readonly IReadOnlyList<(string Table, string Column)> LaterTexts =
    [
        // Where this database's own history began: a promoted replica and a restored copy have another.
        ("head", "line"),
        // Which facts a server knows; one that does not say so knows none.
        ("node", "words"),
        // Whether a server has a mail server; one that does not say so may have one.
        ("node", "mail"),
        .. Schema.LaterTexts,
    ];

    // What only several servers need: who they are, what they must know of each other, and files all of them read.
    private const string OfNodes = """
        CREATE TABLE IF NOT EXISTS node (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            address TEXT NOT NULL,
            version TEXT NOT NULL,
            began_at INTEGER NOT NULL,
            beat_at INTEGER NOT NULL,
            position INTEGER NOT NULL,
            ahead INTEGER NOT NULL,
            state TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS shared (
            name TEXT PRIMARY KEY,
            version INTEGER NOT NULL,
            text TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS artifact_part (
            sha256 TEXT NOT NULL,
            number INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (sha256, number));
        """;

    // Servers that write wait no longer than that for one that starts, and go on between its tries.
    private const string Moment = "SET LOCAL lock_timeout = '1s'";
    private const string Pause = "SELECT pg_sleep(2)";
    private const int MostTries = 3;

    /// <exception cref="JournalUnusable">Too new, or not to be changed now; the message says what to do.</exception>
    public static void Ensure(NpgsqlConnection connection, string place)
    {
        for (var tries = 1; !IsEnsured(connection, place); tries++)
        {
            if (tries == MostTries) throw JournalHeld.BySomebody(place);
            connection.Run(Pause);
        }
    }

    /// <summary>False: somebody held a table for longer than others may wait.</summary>
    private static bool IsEnsured(NpgsqlConnection connection, string place)
    {
        try
        {
            EnsureOnce(connection, place);
            return true;
        }
        catch (PostgresException held) when (held.SqlState is PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    private static void EnsureOnce(NpgsqlConnection connection, string place)
    {
        using var transaction = connection.BeginTransaction();
        Wait(connection);
        if (Tables(connection) == 0) Begin(connection);
        Check(connection, place);
        if (!IsComplete(connection)) Complete(connection, place);
        if (connection.Count(Schema.Of) < Schema.Version) Raise(connection, place);
        transaction.Commit();
    }

    /// <summary>Until nobody else makes tables in this database; in a transaction.</summary>
    public static void Wait(NpgsqlConnection connection) => connection.Scalar($"SELECT pg_advisory_xact_lock({Turn})");

    /// <summary>All tables, in a database that has none; in a transaction.</summary>
    public static void Make(NpgsqlConnection connection, string place)
    {
        Begin(connection);
        Complete(connection, place);
    }

    /// <summary>Numbers of messages that were copied go on where they were.</summary>
    public static void GoOnNumbering(NpgsqlConnection connection) =>
        connection.Run("SELECT setval(pg_get_serial_sequence('outbox', 'number'), (SELECT max(number) FROM outbox))");

    public static bool Has(System.Data.Common.DbConnection connection, string table) =>
        connection.Count($"SELECT count(*) WHERE to_regclass('{table}') IS NOT NULL") > 0;

    public static void Check(NpgsqlConnection connection, string place) => Schema.Check(connection, place, Tables(connection));

    private static void Begin(NpgsqlConnection connection)
    {
        connection.Run(Said(Schema.Tables));
        Schema.Begin(connection);
    }

    private static void Complete(NpgsqlConnection connection, string place)
    {
        Lock(connection, place);
        connection.Run(Said(Schema.Later));
        connection.Run(Said(OfNodes));
        foreach (var (table, column) in LaterTexts)
            connection.Run(Said($"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {column} TEXT NOT NULL DEFAULT ''"));
    }

    /// <summary>Only while no server is here that cannot go on with it.</summary>
    private static void Raise(NpgsqlConnection connection, string place)
    {
        Lock(connection, place);
        if (connection.Scalar(OtherEditions.Somebody) is string name)
            throw new JournalShared($"The tables of {place} have to be changed in a way that server {name} cannot go on with; nothing was "
                + "changed. Stop all servers of this house, start this one, and then the others with this version.");
        connection.Run($"UPDATE head SET schema = {Schema.Version}");
    }

    // Before anything else is locked: the writers of other servers begin with it, and stand behind who waits for it.
    private static void Lock(NpgsqlConnection connection, string place)
    {
        if (PostgresSettings.IsBackedUp(connection)) throw JournalHeld.FromChangesByBackup(place);
        connection.Run(Moment);
        connection.Run("LOCK TABLE head IN ACCESS EXCLUSIVE MODE");
    }

    // Looked at first: to change a table locks it, and a server that starts must not stop the others.
    private static bool IsComplete(NpgsqlConnection connection) =>
        connection.Count("SELECT count(*) FROM unnest(ARRAY['account', 'recovery_code', 'invitation', 'api_token', 'identity', 'secret', "
            + "'inbound_delivery', 'inbound_alert', 'outbox_left', 'writer', 'node', 'shared', 'artifact_part']) name WHERE to_regclass(name) IS NULL") == 0
        && connection.Count("SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema() AND "
            + $"(table_name, column_name) IN ({string.Join(", ", LaterTexts.Select(t => $"('{t.Table}', '{t.Column}')"))})")
            == LaterTexts.Count;

    private static long Tables(NpgsqlConnection connection) => connection.Count(
        "SELECT count(*) FROM unnest(ARRAY['fact', 'head', 'receipt']) name WHERE to_regclass(name) IS NOT NULL");

    // By bytes, as SQLite compares them, whatever language the database was made for.
    internal static string Said(string sql) => sql
        .Replace("number INTEGER PRIMARY KEY", "number bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", StringComparison.Ordinal)
        .Replace(" STRICT, WITHOUT ROWID", "", StringComparison.Ordinal)
        .Replace(" STRICT", "", StringComparison.Ordinal)
        .Replace(" INTEGER", " bigint", StringComparison.Ordinal)
        .Replace(" BLOB", " bytea", StringComparison.Ordinal)
        .Replace(" TEXT", " text COLLATE \"C\"", StringComparison.Ordinal);
}
