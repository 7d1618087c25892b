using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Server.Access;

/// <summary>How a token is written: <c>plm_</c>, thirty letters and digits, and six more that check them.</summary>
/// <remarks>Scanners for leaked secrets find it by the prefix and are sure by the checksum, without asking us.</remarks>
public static class ApiTokens
{
    public const string Prefix = "plm_";
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Random = 30;
    private const int Check = 6;

    public static string Make()
    {
        var secret = RandomNumberGenerator.GetString(Letters, Random);
        return Prefix + secret + ChecksumOf(secret);
    }

    /// <summary>Whether it is written as a token at all; a mistyped one never reaches the store.</summary>
    public static bool IsWritten(string text)
    {
        if (text.Length != Prefix.Length + Random + Check || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var secret = text.Substring(Prefix.Length, Random);
        return secret.All(Letters.Contains) && text.EndsWith(ChecksumOf(secret), StringComparison.Ordinal);
    }

    /// <summary>CRC-32 in base 62, six digits.</summary>
    private static string ChecksumOf(string secret)
    {
        var rest = Crc32(Encoding.ASCII.GetBytes(secret));
        var digits = new char[Check];
        for (var i = Check - 1; i >= 0; i--)
        {
            digits[i] = Letters[(int)(rest % 62)];
            rest /= 62;
        }

        return new string(digits);
    }

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}
