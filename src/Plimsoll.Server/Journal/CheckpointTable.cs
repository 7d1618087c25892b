using System.Data.Common;

namespace Plimsoll.Server.Journal;

/// <summary>How far each reactor has come.</summary>
internal sealed class CheckpointTable(DbConnection connection) : IDisposable
{
    public const string Read = "SELECT coalesce(max(position), 0) FROM checkpoint WHERE reactor = @reactor";

    private readonly Statement _move = new(
        connection,
        """
        INSERT INTO checkpoint (reactor, position) VALUES (@reactor, @position)
        ON CONFLICT (reactor) DO UPDATE SET position = excluded.position WHERE excluded.position > checkpoint.position
        """,
        "@reactor", "@position");

    public void Move(string reactor, long position)
    {
        _move[0] = reactor;
        _move[1] = position;
        _move.Execute();
    }

    public void Dispose() => _move.Dispose();
}
