using Microsoft.Data.Sqlite;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Bench;

/// <summary>Quality 11: group commit with hash, readings and receipts against raw transactions of the same
/// table.</summary>
public static class JournalCommit
{
    internal const int Writers = 64;
    internal const int PerWriter = 200;
    private static readonly byte[] Body = new byte[200];

    public static async Task<Ratio> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-bench-").FullName;
        try
        {
            await using var journal = SqliteJournal.Open(new JournalSettings(Path.Combine(folder, "journal")));
            using var raw = new RawTable(Path.Combine(folder, "raw.db"));
            var round = 0;
            return await Ratio.Measure(
                "journal group commit, 64 writers, hash and readings:", $"raw transactions of {Writers} rows", 0.4,
                () => Append(_ => journal, round++), () => Task.FromResult(raw.Insert(Writers * PerWriter, Writers)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <param name="of">The journal a writer writes to.</param>
    internal static async Task<int> Append(Func<int, IJournal> of, int round)
    {
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            await Task.Yield();
            for (var version = 0; version < PerWriter; version++)
                {
                    var answer = await of(writer).Append(Entry(round, writer, version), CancellationToken.None);
                    if (answer is not Appended.Committed) throw new InvalidOperationException($"{answer}");
                }
        }));
        return Writers * PerWriter;
    }

    private static Entry Entry(int round, int writer, int version) => new(
        new StreamName($"lane/storefront/{round}-{writer}"),
        version,
        new Dictionary<StreamName, long>
        {
            [new StreamName($"release/storefront/{round}-{writer}")] = 0,
            [new StreamName("calendar/house")] = 0,
        },
        [new NewFact("deployment-started", Body)],
        DateTimeOffset.UnixEpoch,
        "person-0001",
        $"command/{round}-{writer}-{version}",
        "0123456789abcdef0123456789abcdef");
}

/// <summary>The floor: the journal's fact table alone, filled by one thread in transactions of a fixed size.</summary>
public sealed class RawTable : IDisposable
{
    private const string Columns = "position, stream, version, name, at, actor, command, body, salt, digest, hash";
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private long _position;

    public RawTable(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = FULL");
        Run("""
            CREATE TABLE fact (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL,
                name TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, command TEXT NOT NULL, body BLOB,
                salt BLOB, digest BLOB NOT NULL, hash BLOB NOT NULL, UNIQUE (stream, version)) STRICT
            """);
        _insert = _connection.CreateCommand();
        _insert.CommandText = $"INSERT INTO fact ({Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        for (var i = 0; i < 11; i++) _insert.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
    }

    public int Insert(int rows, int perTransaction)
    {
        var (body, salt, digest) = (new byte[200], new byte[16], new byte[32]);
        for (var row = 0; row < rows; row++)
        {
            if (row % perTransaction == 0) Run("BEGIN IMMEDIATE");
            _position++;
            object[] values =
            [
                _position, $"lane/storefront/{_position % perTransaction}", _position, "deployment-started", 0L,
                "person-0001", $"command/{_position}", body, salt, digest, digest,
            ];
            for (var i = 0; i < values.Length; i++) _insert.Parameters[i].Value = values[i];
            _insert.ExecuteNonQuery();
            if (row % perTransaction == perTransaction - 1) Run("COMMIT");
        }

        return rows;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
