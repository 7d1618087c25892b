using System.Text;

namespace Plimsoll.Files.Masking;

/// <summary>Masks texts that are whole: nothing of them comes later.</summary>
public static class MaskedText
{
    private const string Mask = "***";

    // Somebody shortened the text here: half a secret may stand before it.
    private const string Cut = "…";

    /// <summary>The same text where it holds no secret.</summary>
    public static string Of(string text, KnownForms secrets)
    {
        if (secrets.IsEmpty || text.Length == 0) return text;
        var whole = Holds(Encoding.UTF8.GetBytes(text), secrets) ? Masked(text, secrets, isCut: false) : text;
        var pieces = whole.Split(Cut);
        return pieces.Length == 1
            ? whole
            : string.Join(Cut, [.. pieces[..^1].Select(piece => Masked(piece, secrets, isCut: true)), pieces[^1]]);
    }

    public static bool Holds(ReadOnlySpan<byte> text, KnownForms secrets)
    {
        if (secrets.IsEmpty) return false;
        for (var at = 0; at < text.Length; at++)
            if (secrets.At(text[at..]) > 0) return true;
        return false;
    }

    private static string Masked(string text, KnownForms secrets, bool isCut)
    {
        var masked = new MemoryStream(text.Length);
        var inMask = false;
        var masker = new Masker(secrets);
        masker.Take(Encoding.UTF8.GetBytes(text), Add);
        if (isCut) masker.Break(Add);
        else masker.End(Add);
        return Encoding.UTF8.GetString(masked.ToArray());

        void Add(ReadOnlySpan<byte> raw, bool hidden)
        {
            if (!hidden) masked.Write(raw);
            else if (!inMask) masked.Write(Encoding.UTF8.GetBytes(Mask));
            inMask = hidden;
        }
    }
}
