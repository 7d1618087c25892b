using Microsoft.Data.Sqlite;

namespace Plimsoll.Server.Journal;

/// <summary>How far each reactor has come.</summary>
internal sealed class CheckpointTable(SqliteConnection connection) : IDisposable
{
    public const string Read = "SELECT coalesce(max(position), 0) FROM checkpoint WHERE reactor = $reactor";

    private readonly Statement _move = new(
        connection,
        """
        INSERT INTO checkpoint (reactor, position) VALUES ($reactor, $position)
        ON CONFLICT (reactor) DO UPDATE SET position = max(position, excluded.position)
        """,
        "$reactor", "$position");

    public void Move(string reactor, long position)
    {
        _move[0] = reactor;
        _move[1] = position;
        _move.Execute();
    }

    public void Dispose() => _move.Dispose();
}
