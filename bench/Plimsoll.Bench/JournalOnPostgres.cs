using Npgsql;
using NpgsqlTypes;
using Plimsoll.Server.Journal;

namespace Plimsoll.Bench;

/// <summary>Quality 11 on PostgreSQL: group commit of one server against raw transactions of the same rows, each one insert of
/// many; and what is left of that where the writers are on four servers.</summary>
/// <remarks>On the empty database that PLIMSOLL_BENCH_DATABASE names, such as <c>Host=127.0.0.1;Database=bench</c>.</remarks>
public static class JournalOnPostgres
{
    public static async Task<IReadOnlyList<Ratio>> Measure()
    {
        if (Environment.GetEnvironmentVariable("PLIMSOLL_BENCH_DATABASE") is not { Length: > 0 } text)
        {
            Console.Error.WriteLine("journal-postgres: PLIMSOLL_BENCH_DATABASE names no database; left out.");
            return [];
        }

        var database = new NpgsqlConnectionStringBuilder(text);
        var folder = Directory.CreateTempSubdirectory("plimsoll-bench-").FullName;
        var nodes = Enumerable.Range(0, 4)
            .Select(node => PostgresJournal.Open(new PostgresSettings(Path.Combine(folder, $"{node}"), database))).ToList();
        try
        {
            await using var raw = await RawRows.Open(database);
            var round = 0;
            return
            [
                await Ratio.Measure(
                    "journal group commit on PostgreSQL, 64 writers, hash and readings:",
                    $"raw inserts of {JournalCommit.Writers} rows", 0.4,
                    () => JournalCommit.Append(_ => nodes[0], round++), raw.Insert),
                await Ratio.Measure(
                    "64 writers on 4 servers, who wait for each other:", "on one of them", 0.25,
                    () => JournalCommit.Append(writer => nodes[writer % nodes.Count], round++),
                    () => JournalCommit.Append(_ => nodes[0], round++)),
            ];
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The floor: the columns of a fact in a table of their own, 64 rows a transaction, from one connection.</summary>
    private sealed class RawRows(NpgsqlConnection connection) : IAsyncDisposable
    {
        private const int Rows = JournalCommit.Writers;
        private long _position;

        public static async Task<RawRows> Open(NpgsqlConnectionStringBuilder database)
        {
            var connection = new NpgsqlConnection($"{database};Pooling=false;Max Auto Prepare=8;Auto Prepare Min Usages=2");
            await connection.OpenAsync();
            await using var make = new NpgsqlCommand(
                """
                DROP TABLE IF EXISTS raw_fact;
                CREATE TABLE raw_fact (position bigint PRIMARY KEY, stream text NOT NULL, version bigint NOT NULL, name text NOT NULL,
                    at bigint NOT NULL, actor text NOT NULL, command text NOT NULL, body bytea, salt bytea, digest bytea NOT NULL,
                    hash bytea NOT NULL, UNIQUE (stream, version))
                """, connection);
            await make.ExecuteNonQueryAsync();
            return new RawRows(connection);
        }

        public async Task<int> Insert()
        {
            const int all = JournalCommit.Writers * JournalCommit.PerWriter;
            for (var row = 0; row < all; row += Rows) await InsertSome();
            return all;
        }

        public async ValueTask DisposeAsync() => await connection.DisposeAsync();

        private async Task InsertSome()
        {
            long[] positions = [.. Enumerable.Range(1, Rows).Select(n => _position + n)];
            _position += Rows;
            byte[][] Blobs(int size) => [.. positions.Select(_ => new byte[size])];
            await using var insert = new NpgsqlCommand(
                "INSERT INTO raw_fact SELECT * FROM unnest(@p, @s, @v, @n, @t, @a, @c, @b, @l, @d, @h)", connection);
            void Add(string name, NpgsqlDbType type, object value) =>
                insert.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = value });
            Add("@p", NpgsqlDbType.Bigint, positions);
            Add("@s", NpgsqlDbType.Text, positions.Select(p => $"lane/storefront/{p % Rows}").ToArray());
            Add("@v", NpgsqlDbType.Bigint, positions);
            Add("@n", NpgsqlDbType.Text, positions.Select(_ => "deployment-started").ToArray());
            Add("@t", NpgsqlDbType.Bigint, positions.Select(_ => 0L).ToArray());
            Add("@a", NpgsqlDbType.Text, positions.Select(_ => "person-0001").ToArray());
            Add("@c", NpgsqlDbType.Text, positions.Select(p => $"command/{p}").ToArray());
            Add("@b", NpgsqlDbType.Bytea, Blobs(200));
            Add("@l", NpgsqlDbType.Bytea, Blobs(16));
            Add("@d", NpgsqlDbType.Bytea, Blobs(32));
            Add("@h", NpgsqlDbType.Bytea, Blobs(32));
            await insert.ExecuteNonQueryAsync();
        }
    }
}
