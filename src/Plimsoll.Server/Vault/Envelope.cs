using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Vault;

/// <summary>AES-256-GCM twice: the value under a data key of its own, the data key under the server's key.</summary>
/// <remarks>Name, place and version go in as well: a row moved to another's place cannot be opened.</remarks>
internal static class Envelope
{
    private const int Nonce = 12;
    private const int Tag = 16;
    private const int KeyBytes = 32;

    /// <param name="row">Where it belongs; what was sealed in it before is replaced.</param>
    public static SecretRow Seal(SecretRow row, string value, NamedKey key)
    {
        var dataKey = RandomNumberGenerator.GetBytes(KeyBytes);
        var bytes = Encoding.UTF8.GetBytes(value);
        try
        {
            return Wrap(row with { Sealed = Close(dataKey, bytes, PlaceOf(row, "value")) }, dataKey, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public static string Open(SecretRow row, NamedKey key)
    {
        var dataKey = Unwrap(row, key);
        var bytes = Uncover(dataKey, row.Sealed, PlaceOf(row, "value"));
        try
        {
            return Encoding.UTF8.GetString(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>The same value under another key; the value itself is not touched.</summary>
    public static SecretRow Rewrap(SecretRow row, NamedKey from, NamedKey to)
    {
        var dataKey = Unwrap(row, from);
        try
        {
            return Wrap(row, dataKey, to);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    private static SecretRow Wrap(SecretRow row, byte[] dataKey, NamedKey key) => row with
    {
        KeyId = key.Id, Wrapped = Close(key.Bytes, dataKey, PlaceOf(row, $"key {key.Id}")),
    };

    private static byte[] Unwrap(SecretRow row, NamedKey key) =>
        Uncover(key.Bytes, row.Wrapped, PlaceOf(row, $"key {key.Id}"));

    private static byte[] Close(byte[] key, byte[] plain, byte[] place)
    {
        var sealedBytes = new byte[Nonce + Tag + plain.Length];
        var (nonce, tag, cipher) = Parts(sealedBytes);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(nonce.Span, plain, cipher.Span, tag.Span, place);
        return sealedBytes;
    }

    private static byte[] Uncover(byte[] key, byte[] sealedBytes, byte[] place)
    {
        if (sealedBytes.Length < Nonce + Tag) throw new AuthenticationTagMismatchException("It is too short.");
        var (nonce, tag, cipher) = Parts(sealedBytes);
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(key, Tag);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain, place);
        return plain;
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(byte[] bytes) =>
        (bytes.AsMemory(0, Nonce), bytes.AsMemory(Nonce, Tag), bytes.AsMemory(Nonce + Tag));

    // Every part with its length, so that no two places read the same.
    private static byte[] PlaceOf(SecretRow row, string use)
    {
        var place = new MemoryStream();
        string[] parts =
            ["plimsoll: secret 1", use, row.Name, row.Service, row.Environment, $"{row.Version}", $"{row.Fetched}"];
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts.Select(Encoding.UTF8.GetBytes))
        {
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            place.Write(length);
            place.Write(part);
        }
        return place.ToArray();
    }
}
