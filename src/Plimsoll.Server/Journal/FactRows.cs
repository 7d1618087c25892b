using System.Text;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Journal;

namespace Plimsoll.Server.Journal;

/// <summary>Steps through stored facts in order and checks that each continues the one before.</summary>
internal abstract class FactRows : IDisposable
{
    protected const string Columns = "position, stream, version, name, at, actor, command, body, salt, digest, hash";

    /// <summary>The next fact with its place in the chain checked, its body not yet; null at the end.</summary>
    public StoredFact? Next(long expected, ReadOnlySpan<byte> previous)
    {
        if (!Step()) return null;
        var columns = new FactColumns
        {
            Position = Number(0),
            Stream = Blob(1),
            Version = Number(2),
            Name = Blob(3),
            At = Number(4),
            Actor = Blob(5),
            Command = Blob(6),
        };
        var digest = Blob(9);
        var hash = Blob(10);
        if (columns.Position != expected) throw new ChainBroken(expected, "it is missing.");
        if (!FactHash.Link(previous, columns, digest).AsSpan().SequenceEqual(hash))
            throw new ChainBroken(expected, "its hash does not continue the fact before it.");
        return Fact(columns, digest, hash);
    }

    public abstract void Dispose();

    /// <summary>Moves on to the next row; false at the end.</summary>
    protected abstract bool Step();

    protected abstract long Number(int column);

    /// <summary>The bytes of a column, of a text those of its UTF-8; good until the next step.</summary>
    protected abstract ReadOnlySpan<byte> Blob(int column);

    protected abstract bool IsNull(int column);

    private StoredFact Fact(in FactColumns columns, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> hash) => new(
        columns.Position,
        new StreamName(Encoding.UTF8.GetString(columns.Stream)),
        columns.Version,
        Encoding.UTF8.GetString(columns.Name),
        new DateTimeOffset(columns.At, TimeSpan.Zero),
        Encoding.UTF8.GetString(columns.Actor),
        Encoding.UTF8.GetString(columns.Command),
        BlobOrNull(7),
        BlobOrNull(8),
        digest.ToArray(),
        hash.ToArray());

    private byte[]? BlobOrNull(int column) => IsNull(column) ? null : Blob(column).ToArray();
}
