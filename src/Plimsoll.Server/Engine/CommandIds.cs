using System.Security.Cryptography;
using System.Text;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>Command ids that fit the journal: what would be too long, or is no whole text, ends in its own digest.</summary>
internal static class CommandIds
{
    private const int Longest = 256;
    private const int Kept = 180;

    /// <summary>The same text always gives the same id, and no two texts share one.</summary>
    public static string Of(string text) => text.Length <= Longest && !text.Contains('\0') && WholeText.Is(text)
        ? text
        : $"{Statement.Kept(text[..Math.Min(Kept, text.Length)])}…{DigestOf(text)}";

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
