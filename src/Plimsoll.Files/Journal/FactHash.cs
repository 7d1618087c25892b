using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Files.Journal;

/// <summary>The columns of a fact that its hash speaks for, as the bytes that lie on disk.</summary>
public readonly ref struct FactColumns
{
    public required long Position { get; init; }
    public required ReadOnlySpan<byte> Stream { get; init; }
    public required long Version { get; init; }
    public required ReadOnlySpan<byte> Name { get; init; }
    public required long At { get; init; }
    public required ReadOnlySpan<byte> Actor { get; init; }
    public required ReadOnlySpan<byte> Command { get; init; }
}

/// <summary>The same columns as text; their stored bytes are UTF-8. <c>At</c> is UTC in ticks of 100 ns.</summary>
public readonly record struct FactText(
    long Position, string Stream, long Version, string Name, long At, string Actor, string Command);

/// <summary>How a fact is sealed: a salted digest of its body, and a hash that continues the one before it.</summary>
public static class FactHash
{
    public const int Size = 32;
    public const int SaltSize = 16;
    private const int OnStack = 1024;
    private const int Numbers = 3 * (4 + 8);

    /// <summary>What the first fact continues.</summary>
    public static byte[] Start => new byte[Size];

    public static byte[] Digest(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> body)
    {
        var size = salt.Length + body.Length;
        Span<byte> salted = size <= OnStack ? stackalloc byte[OnStack] : new byte[size];
        salt.CopyTo(salted);
        body.CopyTo(salted[salt.Length..]);
        return SHA256.HashData(salted[..size]);
    }

    public static byte[] Link(ReadOnlySpan<byte> previous, in FactColumns fact, ReadOnlySpan<byte> digest)
    {
        var size = Numbers + (6 * 4) + previous.Length + digest.Length
            + fact.Stream.Length + fact.Name.Length + fact.Actor.Length + fact.Command.Length;
        Span<byte> buffer = size <= OnStack ? stackalloc byte[OnStack] : new byte[size];
        var rest = buffer;
        Put(ref rest, previous);
        Put(ref rest, fact.Position);
        Put(ref rest, fact.Stream);
        Put(ref rest, fact.Version);
        Put(ref rest, fact.Name);
        Put(ref rest, fact.At);
        Put(ref rest, fact.Actor);
        Put(ref rest, fact.Command);
        Put(ref rest, digest);
        return SHA256.HashData(buffer[..^rest.Length]);
    }

    public static byte[] Link(ReadOnlySpan<byte> previous, in FactText fact, ReadOnlySpan<byte> digest)
    {
        var size = Numbers + (6 * 4) + previous.Length + digest.Length
            + (3 * (fact.Stream.Length + fact.Name.Length + fact.Actor.Length + fact.Command.Length));
        Span<byte> buffer = size <= OnStack ? stackalloc byte[OnStack] : new byte[size];
        var rest = buffer;
        Put(ref rest, previous);
        Put(ref rest, fact.Position);
        Put(ref rest, fact.Stream);
        Put(ref rest, fact.Version);
        Put(ref rest, fact.Name);
        Put(ref rest, fact.At);
        Put(ref rest, fact.Actor);
        Put(ref rest, fact.Command);
        Put(ref rest, digest);
        return SHA256.HashData(buffer[..^rest.Length]);
    }

    // Every field carries its length, so that no two different facts have the same input.
    private static void Put(ref Span<byte> rest, ReadOnlySpan<byte> field)
    {
        BinaryPrimitives.WriteInt32BigEndian(rest, field.Length);
        field.CopyTo(rest[4..]);
        rest = rest[(4 + field.Length)..];
    }

    private static void Put(ref Span<byte> rest, string field)
    {
        var length = Encoding.UTF8.GetBytes(field, rest[4..]);
        BinaryPrimitives.WriteInt32BigEndian(rest, length);
        rest = rest[(4 + length)..];
    }

    private static void Put(ref Span<byte> rest, long field)
    {
        BinaryPrimitives.WriteInt32BigEndian(rest, 8);
        BinaryPrimitives.WriteInt64BigEndian(rest[4..], field);
        rest = rest[12..];
    }
}
