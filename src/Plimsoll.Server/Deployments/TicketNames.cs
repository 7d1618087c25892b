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
        // Two names that read the same after cleaning still differ in their digest.
        return $"{Safe(name)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
    }

    /// <summary>How a name stands in that of a ticket, as far as it can be read there.</summary>
    public static string Safe(string name) =>
        new([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Take(Readable)]);
}
