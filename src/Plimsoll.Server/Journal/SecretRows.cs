using System.Data.Common;

namespace Plimsoll.Server.Journal;

/// <summary>Sealed secrets in their own table: nothing of them is a fact, and what is removed is gone.</summary>
public sealed class SecretRows(SqlJournal journal)
{
    public const string Table = """
        CREATE TABLE IF NOT EXISTS secret (
            name TEXT NOT NULL,
            service TEXT NOT NULL,
            environment TEXT NOT NULL,
            version INTEGER NOT NULL,
            fetched INTEGER NOT NULL,
            key_id TEXT NOT NULL,
            wrapped BLOB NOT NULL,
            sealed BLOB NOT NULL,
            PRIMARY KEY (name, service, environment, version, fetched)) STRICT, WITHOUT ROWID;
        """;

    /// <summary>What other servers read again when a secret was set here.</summary>
    internal const string Name = "secrets";

    private const string Columns =
        "SELECT name, service, environment, version, fetched, key_id, wrapped, sealed FROM secret";

    public Task<IReadOnlyList<SecretRow>> All(CancellationToken stop) =>
        journal.Query($"{Columns} WHERE version >= @from ORDER BY name, version, fetched", ("@from", 0), From, stop);

    /// <summary>Every version of every secret with this name, wherever it is set.</summary>
    public Task<IReadOnlyList<SecretRow>> Named(string name, CancellationToken stop) =>
        journal.Query($"{Columns} WHERE name = @name ORDER BY version, fetched", ("@name", name), From, stop);

    /// <summary>Saves what follows from those with a name, if anything; a row that is there is replaced.</summary>
    /// <remarks>Read in the transaction it is saved in: else two servers give two values one version.</remarks>
    public Task<SecretRow?> Add(
        string name, Func<IReadOnlyList<SecretRow>, SecretRow?> next, CancellationToken stop) => journal.Change(
        tables =>
        {
            var row = next(Read(tables, " WHERE name = @name ORDER BY version, fetched", ("@name", name)));
            if (row is not null) Save(tables, [row]);
            return row;
        },
        stop);

    /// <summary>Every row becomes another of the same place, all in one transaction; answers how many.</summary>
    public Task<int> Replace(Func<SecretRow, SecretRow> other, CancellationToken stop) =>
        journal.Change(tables => Save(tables, [.. Read(tables, "").Select(other)]), stop);

    public Task Delete(string name, string service, string environment, CancellationToken stop) =>
        journal.Change(
            tables =>
            {
                using var delete = new Statement(
                    tables.Connection,
                    "DELETE FROM secret WHERE name = @name AND service = @service AND environment = @environment",
                    "@name", "@service", "@environment");
                (delete[0], delete[1], delete[2]) = (name, service, environment);
                // Old pages may still lie in the write-ahead file.
                tables.TextRemoved = true;
                return delete.Execute();
            },
            stop);

    private static List<SecretRow> Read(
        Tables tables, string which, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = tables.Connection.Say(Columns + which, values);
        using var rows = command.ExecuteReader();
        var found = new List<SecretRow>();
        while (rows.Read()) found.Add(From(rows));
        return found;
    }

    private int Save(Tables tables, IReadOnlyList<SecretRow> rows)
    {
        journal.Tell(tables, Name);
        using var save = new Statement(
            tables.Connection,
            """
            INSERT INTO secret (name, service, environment, version, fetched, key_id, wrapped, sealed)
            VALUES (@name, @service, @environment, @version, @fetched, @key, @wrapped, @sealed)
            ON CONFLICT (name, service, environment, version, fetched) DO UPDATE SET
                key_id = excluded.key_id, wrapped = excluded.wrapped, sealed = excluded.sealed
            """,
            "@name", "@service", "@environment", "@version", "@fetched", "@key", "@wrapped", "@sealed");
        foreach (var row in rows)
        {
            (save[0], save[1], save[2]) = (row.Name, row.Service, row.Environment);
            (save[3], save[4], save[5]) = (row.Version, row.Fetched, row.KeyId);
            (save[6], save[7]) = (row.Wrapped, row.Sealed);
            save.Execute();
        }
        return rows.Count;
    }

    private static SecretRow From(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4), row.GetString(5),
        row.GetFieldValue<byte[]>(6), row.GetFieldValue<byte[]>(7));
}

/// <summary>One sealed value.</summary>
/// <param name="Fetched">0: the value that was set; -1: the line that prints it; from 1: what it printed.</param>
/// <param name="Wrapped">The data key, sealed with the key named by <paramref name="KeyId"/>.</param>
public sealed record SecretRow(
    string Name, string Service, string Environment, int Version, int Fetched, string KeyId, byte[] Wrapped,
    byte[] Sealed);
