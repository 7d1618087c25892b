using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Server.Deployments;

/// <summary>A ticket's name: readable on the host, safe as a folder name, the same every time it is asked for.</summary>
internal static class TicketNames
{
    private const int Readable = 80;

    public static string For(string deployment, string action, int number)
    {
        var name = $"{deployment}-{action}-{number}";
        var safe = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Take(Readable)]);
        // Two names that read the same after cleaning still differ in their digest.
        return $"{safe}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
    }
}
