using System.Data.Common;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>The facts, as the writer reads and writes them.</summary>
internal class FactTable(DbConnection connection) : IDisposable
{
    private readonly Statement _last = new(
        connection, "SELECT version, at FROM fact WHERE stream = @stream ORDER BY version DESC LIMIT 1", "@stream");

    private readonly Statement _insert = new(
        connection,
        """
        INSERT INTO fact (position, stream, version, name, at, actor, command, body, salt, digest, hash)
        VALUES (@position, @stream, @version, @name, @at, @actor, @command, @body, @salt, @digest, @hash)
        """,
        "@position", "@stream", "@version", "@name", "@at", "@actor", "@command", "@body", "@salt", "@digest", "@hash");

    private readonly Statement _at = new(
        connection, "SELECT name, body IS NULL FROM fact WHERE position = @position", "@position");

    private readonly Statement _redact = new(
        connection, "UPDATE fact SET body = NULL, salt = NULL WHERE position = @position", "@position");

    // The digest of the request speaks of the words as well: a short text could be guessed from it.
    private readonly Statement _forget = new(
        connection, "UPDATE receipt SET digest = '' WHERE command IN (SELECT command FROM fact WHERE position = @position)",
        "@position");

    /// <summary>Version and time of the last fact of a stream; zeros for an unwritten one.</summary>
    public virtual (long Version, long At) Last(StreamName stream)
    {
        _last[0] = stream.Value;
        using var row = _last.Query();
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : (0, 0);
    }

    public virtual void Insert(StoredFact fact)
    {
        _insert[0] = fact.Position;
        _insert[1] = fact.Stream.Value;
        _insert[2] = fact.Version;
        _insert[3] = fact.Name;
        _insert[4] = fact.At.UtcTicks;
        _insert[5] = fact.Actor;
        _insert[6] = fact.CommandId;
        _insert[7] = fact.Body;
        _insert[8] = fact.Salt;
        _insert[9] = fact.Digest;
        _insert[10] = fact.Hash;
        _insert.Execute();
    }

    /// <summary>The name of the fact at a position and whether its text is gone; null when there is none.</summary>
    public virtual (string Name, bool Redacted)? At(long position)
    {
        _at[0] = position;
        using var row = _at.Query();
        return row.Read() ? (row.GetString(0), row.GetBoolean(1)) : null;
    }

    public void Redact(long position)
    {
        _redact[0] = position;
        _redact.Execute();
        _forget[0] = position;
        _forget.Execute();
    }

    /// <summary>The newest fact that says that a position was redacted; null while none does.</summary>
    public (long Position, RedactionNote Note)? NoteOf(long position) =>
        RedactionNotes.Of(connection).TryGetValue(position, out var found) ? found : null;

    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        _last.Dispose();
        _insert.Dispose();
        _at.Dispose();
        _redact.Dispose();
        _forget.Dispose();
    }
}
