using System.Data.Common;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Server.Journal;

/// <summary>The answers given to accepted commands, by command id.</summary>
internal class ReceiptTable(DbConnection connection) : IDisposable
{
    public const string ByCommand =
        "SELECT command, digest, stream, position, version FROM receipt WHERE command = @command";

    private readonly Statement _find = new(connection, ByCommand, "@command");

    private readonly Statement _add = new(
        connection,
        """
        INSERT INTO receipt (command, digest, stream, position, version)
        VALUES (@command, @digest, @stream, @position, @version) ON CONFLICT DO NOTHING
        """,
        "@command", "@digest", "@stream", "@position", "@version");

    public virtual Receipt? Find(string commandId)
    {
        _find[0] = commandId;
        using var row = _find.Query();
        return row.Read() ? From(row) : null;
    }

    /// <summary>False when the command id is already there.</summary>
    public virtual bool TryAdd(Receipt receipt)
    {
        _add[0] = receipt.CommandId;
        _add[1] = receipt.RequestDigest;
        _add[2] = receipt.Stream.Value;
        _add[3] = receipt.Position;
        _add[4] = receipt.Version;
        return _add.Execute() == 1;
    }

    public static Receipt From(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), new StreamName(row.GetString(2)), row.GetInt64(3), row.GetInt64(4));

    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        _find.Dispose();
        _add.Dispose();
    }
}
