using System.Data.Common;

namespace Plimsoll.Server.Journal;

/// <summary>Who owns what, and with which token.</summary>
internal sealed class LeaseTable(DbConnection connection) : IDisposable
{
    private readonly Statement _read = new(connection, "SELECT owner, token FROM lease WHERE key = @key", "@key");

    // No heartbeat here: the file has one process, and the lock of its folder ends with it.
    private readonly Statement _claim = new(
        connection,
        """
        INSERT INTO lease (key, owner, token, heartbeat) VALUES (@key, @owner, 1, 0)
        ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, token = lease.token + 1 RETURNING token
        """,
        "@key", "@owner");

    /// <summary>Null while the lease holds, else the fence it stands before.</summary>
    public Appended.Fenced? Fence(Lease lease)
    {
        _read[0] = lease.Key;
        using var row = _read.Query();
        if (!row.Read()) return new Appended.Fenced(lease.Key, 0);
        var token = row.GetInt64(1);
        return token == lease.Token && row.GetString(0) == lease.Owner ? null : new Appended.Fenced(lease.Key, token);
    }

    public Lease Claim(string key, string owner)
    {
        _claim[0] = key;
        _claim[1] = owner;
        return new Lease(key, owner, _claim.Number());
    }

    public void Dispose()
    {
        _read.Dispose();
        _claim.Dispose();
    }
}
