using System.Text;

namespace Plimsoll.Server.Journal;

/// <summary>Text that comes back from disk as it went: whole characters only, no half of a surrogate pair.</summary>
internal static class WholeText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static bool Is(string text)
    {
        try
        {
            return Strict.GetByteCount(text) >= text.Length;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Null for bytes that are not text.</summary>
    public static string? From(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
