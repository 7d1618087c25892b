using Npgsql;
using NpgsqlTypes;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Journal;

/// <summary>The receipts in a database: those a transaction may meet are read at once, its own are written at once.</summary>
internal sealed class PostgresReceipts(NpgsqlConnection connection) : ReceiptTable(connection)
{
    private const string Known =
        "SELECT command, digest, stream, position, version FROM receipt WHERE command = ANY (@commands)";

    private const string AddAll = """
        INSERT INTO receipt (command, digest, stream, position, version)
        SELECT * FROM unnest(@commands, @digests, @streams, @positions, @versions)
        """;

    // With null where there is none.
    private readonly Dictionary<string, Receipt?> _known = [];
    private readonly List<Receipt> _new = [];

    public void Begin()
    {
        _known.Clear();
        _new.Clear();
    }

    public NpgsqlBatchCommand Ask(IReadOnlyList<string> commands)
    {
        foreach (var command in commands) _known[command] = null;
        return PostgresTables.Say(Known, ("@commands", NpgsqlDbType.Array | NpgsqlDbType.Text, commands.ToArray()));
    }

    public void Know(NpgsqlDataReader rows)
    {
        while (rows.Read()) _known[rows.GetString(0)] = From(rows);
    }

    public override Receipt? Find(string commandId) =>
        _known.TryGetValue(commandId, out var known) ? known : _known[commandId] = base.Find(commandId);

    public override bool TryAdd(Receipt receipt)
    {
        if (Find(receipt.CommandId) is not null) return false;
        _known[receipt.CommandId] = receipt;
        _new.Add(receipt);
        return true;
    }

    public NpgsqlBatchCommand? Write()
    {
        if (_new.Count == 0) return null;
        const NpgsqlDbType texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
        const NpgsqlDbType numbers = NpgsqlDbType.Array | NpgsqlDbType.Bigint;
        return PostgresTables.Say(
            AddAll,
            ("@commands", texts, _new.Select(r => r.CommandId).ToArray()),
            ("@digests", texts, _new.Select(r => r.RequestDigest).ToArray()),
            ("@streams", texts, _new.Select(r => r.Stream.Value).ToArray()),
            ("@positions", numbers, _new.Select(r => r.Position).ToArray()),
            ("@versions", numbers, _new.Select(r => r.Version).ToArray()));
    }
}
