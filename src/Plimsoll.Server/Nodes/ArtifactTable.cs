using Npgsql;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Nodes;

/// <summary>Artifacts in the database of all nodes, in parts: one that was kept by another node is fetched when it is needed.</summary>
internal sealed class ArtifactTable(PostgresSettings store) : IArtifactCopies
{
    private const int PartSize = 1024 * 1024;

    public async Task Save(string sha256, string path, CancellationToken stop)
    {
        await using var connection = store.ForReading();
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Save(connection, sha256, path, stop);
        // All parts or none: who finds one finds it whole.
        await transaction.CommitAsync(stop);
    }

    /// <summary>In the transaction of whoever asks.</summary>
    public static async Task Save(NpgsqlConnection connection, string sha256, string path, CancellationToken stop)
    {
        if (await Has(connection, sha256, stop)) return;
        await using var file = File.OpenRead(path);
        var buffer = new byte[PartSize];
        // One that is empty has a part, too: nobody would find it otherwise.
        for (var number = 0; await file.ReadAtLeastAsync(buffer, PartSize, throwOnEndOfStream: false, stop) is var read
            && (read > 0 || number == 0); number++)
        {
            await using var command = new NpgsqlCommand(
                "INSERT INTO artifact_part (sha256, number, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", connection);
            command.Parameters.Add(new() { Value = sha256 });
            command.Parameters.Add(new() { Value = (long)number });
            command.Parameters.Add(new() { Value = buffer[..read] });
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    public async Task<bool> Fetch(string sha256, Stream to, CancellationToken stop)
    {
        await using var connection = store.ForReading();
        return await Fetch(connection, sha256, to, stop);
    }

    /// <summary>As the transaction of whoever asks sees it.</summary>
    public static async Task<bool> Fetch(NpgsqlConnection connection, string sha256, Stream to, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT bytes FROM artifact_part WHERE sha256 = $1 ORDER BY number", connection);
        command.Parameters.Add(new() { Value = sha256 });
        await using var parts = await command.ExecuteReaderAsync(stop);
        var any = false;
        while (await parts.ReadAsync(stop))
        {
            any = true;
            await to.WriteAsync(parts.GetFieldValue<byte[]>(0), stop);
        }

        return any;
    }

    public async Task<IReadOnlyList<string>> All(CancellationToken stop)
    {
        await using var connection = store.ForReading();
        return await All(connection, stop);
    }

    public static async Task<IReadOnlyList<string>> All(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT DISTINCT sha256 FROM artifact_part", connection);
        await using var row = await command.ExecuteReaderAsync(stop);
        List<string> found = [];
        while (await row.ReadAsync(stop)) found.Add(row.GetString(0));
        return found;
    }

    private static async Task<bool> Has(NpgsqlConnection connection, string sha256, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT 1 FROM artifact_part WHERE sha256 = $1 LIMIT 1", connection);
        command.Parameters.Add(new() { Value = sha256 });
        return await command.ExecuteScalarAsync(stop) is not null;
    }
}
