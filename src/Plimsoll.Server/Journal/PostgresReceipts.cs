using Npgsql;
using NpgsqlTypes;

namespace Plimsoll.Server.Journal;

/// <summary>The receipts in a database: those of a transaction are written at once.</summary>
/// <remarks>A command that was answered before is rare: the database refuses its receipt, and only then it is looked
/// for.</remarks>
internal sealed class PostgresReceipts(NpgsqlConnection connection) : ReceiptTable(connection)
{
    private const string AddAll = """
        INSERT INTO receipt (command, digest, stream, position, version)
        SELECT * FROM unnest(@commands, @digests, @streams, @positions, @versions)
        """;

    private readonly Dictionary<string, Receipt> _new = [];
    private bool _careful;

    /// <param name="careful">One of its commands is there already, or may be: each is looked for.</param>
    public void Begin(bool careful)
    {
        _careful = careful;
        _new.Clear();
    }

    public override Receipt? Find(string commandId) => _new.GetValueOrDefault(commandId) ?? base.Find(commandId);

    public override bool TryAdd(Receipt receipt) =>
        !(_careful && Find(receipt.CommandId) is not null) && _new.TryAdd(receipt.CommandId, receipt);

    public NpgsqlBatchCommand? Write()
    {
        if (_new.Count == 0) return null;
        const NpgsqlDbType texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
        const NpgsqlDbType numbers = NpgsqlDbType.Array | NpgsqlDbType.Bigint;
        return PostgresTables.Say(
            AddAll,
            ("@commands", texts, _new.Values.Select(r => r.CommandId).ToArray()),
            ("@digests", texts, _new.Values.Select(r => r.RequestDigest).ToArray()),
            ("@streams", texts, _new.Values.Select(r => r.Stream.Value).ToArray()),
            ("@positions", numbers, _new.Values.Select(r => r.Position).ToArray()),
            ("@versions", numbers, _new.Values.Select(r => r.Version).ToArray()));
    }
}
