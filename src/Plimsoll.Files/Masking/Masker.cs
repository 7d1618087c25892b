namespace Plimsoll.Files.Masking;

/// <summary>Raw bytes, in order; those that belong to a secret are said to be masked.</summary>
public delegate void Give(ReadOnlySpan<byte> raw, bool masked);

/// <summary>Takes raw bytes in any pieces and tells of each whether it may be seen.</summary>
/// <remarks>
/// It holds back what may be the beginning of a secret, so that none passes in two halves. What it says of a byte
/// depends only on the bytes around it, never on where the pieces were cut: reading may resume anywhere with context.
/// </remarks>
public sealed class Masker(KnownForms secrets)
{
    // At an end, this much of a secret's beginning is taken for the secret.
    private const int TellingPrefix = 4;

    private byte[] _held = new byte[4096];
    private int _count;
    private int _masked;

    public Masker(IEnumerable<string> secrets) : this(new KnownForms(secrets)) { }

    /// <summary>The most raw bytes that wait for what follows them.</summary>
    public int HoldsBack => Math.Max(0, secrets.Longest - 1);

    /// <summary>Takes raw bytes and gives those that can no longer become part of a secret.</summary>
    public void Take(ReadOnlySpan<byte> raw, Give give)
    {
        Hold(raw);
        Release(_count - Begun(shortest: 1), Found(), give);
    }

    /// <summary>
    /// Nothing follows for now, or something was cut out: gives the rest with half a secret at its end masked,
    /// and takes what may still come for the other half.
    /// </summary>
    public void Break(Give give)
    {
        var found = Found();
        if (Begun(TellingPrefix) is var begun and > 0)
            found.Add(new Span(_count - begun, _count));
        Release(_count, found, give);
        _masked = HoldsBack;
    }

    /// <summary>Nothing follows ever, and nothing was cut off: gives the rest.</summary>
    public void End(Give give) => Release(_count, Found(), give);

    private void Hold(ReadOnlySpan<byte> raw)
    {
        if (_count + raw.Length > _held.Length)
            Array.Resize(ref _held, Math.Max(_held.Length * 2, _count + raw.Length));
        raw.CopyTo(_held.AsSpan(_count));
        _count += raw.Length;
    }

    private List<Span> Found()
    {
        List<Span> found = _masked > 0 ? [new Span(0, _masked)] : [];
        if (secrets.IsEmpty) return found;
        var held = _held.AsSpan(0, _count);
        for (var at = 0; at < held.Length; at++)
            if (secrets.At(held[at..]) is var length and > 0) found.Add(new Span(at, at + length));
        return found;
    }

    /// <summary>How many bytes at the end may be the beginning of a secret.</summary>
    private int Begun(int shortest)
    {
        var held = _held.AsSpan(0, _count);
        for (var length = Math.Min(HoldsBack, _count); length >= shortest; length--)
            if (secrets.IsBegun(held[^length..])) return length;
        return 0;
    }

    private void Release(int upTo, List<Span> found, Give give)
    {
        if (upTo <= 0)
            return;
        var (at, maskedTo) = (0, 0);
        foreach (var secret in found.OrderBy(span => span.From).TakeWhile(span => span.From < upTo))
        {
            if (secret.From > Math.Max(at, maskedTo))
            {
                GivePart(ref at, maskedTo, true);
                GivePart(ref at, secret.From, false);
            }
            maskedTo = Math.Max(maskedTo, secret.To);
        }
        GivePart(ref at, Math.Min(maskedTo, upTo), true);
        GivePart(ref at, upTo, false);
        _masked = Math.Max(0, maskedTo - upTo);
        _count -= upTo;
        _held.AsSpan(upTo, _count).CopyTo(_held);

        void GivePart(ref int from, int to, bool masked)
        {
            if (to > from)
                give(_held.AsSpan(from, to - from), masked);
            from = Math.Max(from, to);
        }
    }

    private readonly record struct Span(int From, int To);
}
