using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Server.Access;

/// <summary>Things nobody can guess, and what is kept of them.</summary>
public static class Secrets
{
    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What memory and files hold instead of the secret itself.</summary>
    public static string Digest(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
