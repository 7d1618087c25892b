using System.Data.Common;

namespace Plimsoll.Server.Journal;

/// <summary>The one row that says where the journal ends.</summary>
internal sealed class HeadTable(DbConnection connection) : IDisposable
{
    public const string ByOne = "SELECT position, hash, epoch FROM head WHERE one = @one";

    private readonly Statement _read = new(connection, "SELECT position, hash, epoch FROM head");
    private readonly Statement _write = new(
        connection, "UPDATE head SET position = @position, hash = @hash", "@position", "@hash");

    public Head Read()
    {
        using var row = _read.Query();
        return row.Read()
            ? From(row)
            : throw new JournalCorrupt(connection.DataSource, 1, "the head is missing.");
    }

    public void Write(Head head)
    {
        _write[0] = head.Position;
        _write[1] = head.Hash;
        _write.Execute();
    }

    public static Head From(DbDataReader row) =>
        new(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2));

    /// <summary>The end of a journal that was copied whole.</summary>
    public static void End(DbConnection copy, Head head)
    {
        using var command = copy.Say("UPDATE head SET position = @position, hash = @hash, epoch = @epoch",
            ("@position", head.Position), ("@hash", head.Hash), ("@epoch", head.Epoch));
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
    }
}
