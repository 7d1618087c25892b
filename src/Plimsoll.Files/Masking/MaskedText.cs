using System.Text;

namespace Plimsoll.Files.Masking;

/// <summary>Masks texts that are whole: nothing of them comes later.</summary>
public static class MaskedText
{
    public const string Mask = "***";

    /// <summary>The same text where it holds no secret.</summary>
    public static string Of(string text, KnownForms secrets)
    {
        if (secrets.IsEmpty || text.Length == 0) return text;
        var bytes = Encoding.UTF8.GetBytes(text);
        return Holds(bytes, secrets) ? Encoding.UTF8.GetString(Masked(bytes, secrets)) : text;
    }

    public static bool Holds(ReadOnlySpan<byte> text, KnownForms secrets)
    {
        if (secrets.IsEmpty) return false;
        for (var at = 0; at < text.Length; at++)
            if (secrets.At(text[at..]) > 0) return true;
        return false;
    }

    private static byte[] Masked(byte[] text, KnownForms secrets)
    {
        var masked = new MemoryStream(text.Length);
        var inMask = false;
        var masker = new Masker(secrets);
        masker.Take(text, Add);
        masker.End(Add);
        return masked.ToArray();

        void Add(ReadOnlySpan<byte> raw, bool hidden)
        {
            if (!hidden) masked.Write(raw);
            else if (!inMask) masked.Write(Encoding.UTF8.GetBytes(Mask));
            inMask = hidden;
        }
    }
}
