using Npgsql;
using NpgsqlTypes;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Journal;

/// <summary>The facts in a database: what the transaction asks for is read at once, what it adds is written at once.</summary>
internal sealed class PostgresFacts(NpgsqlConnection connection) : FactTable(connection)
{
    private const string LastOf = """
        SELECT s.stream, coalesce(f.version, 0), coalesce(f.at, 0) FROM unnest(@streams) AS s (stream)
        LEFT JOIN LATERAL (SELECT version, at FROM fact WHERE stream = s.stream COLLATE "C" ORDER BY version DESC LIMIT 1) f ON true
        """;

    private const string AddAll = """
        INSERT INTO fact (position, stream, version, name, at, actor, command, body, salt, digest, hash)
        SELECT * FROM unnest(@positions, @streams, @versions, @names, @ats, @actors, @commands, @bodies, @salts, @digests, @hashes)
        """;

    private const int Remembered = 20_000;
    private const long Nowhere = -1;

    // The end of the streams we had to do with, as of a position of the journal. Every fact moves that position, so that it holds
    // until another server has written.
    private readonly Dictionary<string, (long, long)> _last = [];
    private readonly List<StoredFact> _new = [];
    private long _asOf = Nowhere;

    /// <summary>Nobody else wrote before the last transaction: what is remembered is likely to hold still.</summary>
    public bool IsAlone { get; private set; }

    public void Begin() => _new.Clear();

    public bool Remembers(string stream) => _last.ContainsKey(stream);

    /// <summary>The journal is locked and ends here; what is remembered of another end is forgotten.</summary>
    public void LockedAt(long position)
    {
        IsAlone = position == _asOf;
        if (!IsAlone || _last.Count > Remembered) Forget();
    }

    /// <summary>What this transaction did is committed.</summary>
    public void CommittedAt(long position) => _asOf = position;

    public void Forget()
    {
        _last.Clear();
        _asOf = Nowhere;
    }

    public static NpgsqlBatchCommand Ask(IEnumerable<string> streams) => PostgresTables.Say(
        LastOf, ("@streams", NpgsqlDbType.Array | NpgsqlDbType.Text, streams.ToArray()));

    public void Know(NpgsqlDataReader rows)
    {
        while (rows.Read()) _last[rows.GetString(0)] = (rows.GetInt64(1), rows.GetInt64(2));
    }

    public override (long Version, long At) Last(StreamName stream) =>
        _last.TryGetValue(stream.Value, out var known) ? known : _last[stream.Value] = base.Last(stream);

    public override void Insert(StoredFact fact)
    {
        _new.Add(fact);
        _last[fact.Stream.Value] = (fact.Version, fact.At.UtcTicks);
    }

    // A redaction may be of what this very transaction adds.
    public override (string Name, bool Redacted)? At(long position)
    {
        foreach (var fact in _new) base.Insert(fact);
        _new.Clear();
        return base.At(position);
    }

    /// <summary>The statement that writes what is new; null when nothing is.</summary>
    public NpgsqlBatchCommand? Write()
    {
        if (_new.Count == 0) return null;
        const NpgsqlDbType texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
        const NpgsqlDbType numbers = NpgsqlDbType.Array | NpgsqlDbType.Bigint;
        const NpgsqlDbType blobs = NpgsqlDbType.Array | NpgsqlDbType.Bytea;
        T[] All<T>(Func<StoredFact, T> of) => [.. _new.Select(of)];
        return PostgresTables.Say(
            AddAll,
            ("@positions", numbers, All(f => f.Position)), ("@streams", texts, All(f => f.Stream.Value)),
            ("@versions", numbers, All(f => f.Version)), ("@names", texts, All(f => f.Name)),
            ("@ats", numbers, All(f => f.At.UtcTicks)), ("@actors", texts, All(f => f.Actor)),
            ("@commands", texts, All(f => f.CommandId)), ("@bodies", blobs, All(f => f.Body)),
            ("@salts", blobs, All(f => f.Salt)), ("@digests", blobs, All(f => f.Digest)),
            ("@hashes", blobs, All(f => f.Hash)));
    }
}
