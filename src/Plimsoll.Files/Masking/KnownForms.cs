using System.Collections.Concurrent;

namespace Plimsoll.Files.Masking;

/// <summary>Every form of every secret that is known; grows while readers look, and never forgets.</summary>
/// <remarks>Looked up by their first four bytes, so that a thousand secrets cost no more than one.</remarks>
public sealed class KnownForms
{
    private const int Key = 4;

    private readonly bool[] _pairs = new bool[0x10000];
    private readonly ConcurrentDictionary<uint, byte[][]> _long = new();
    private readonly ConcurrentDictionary<uint, bool> _begun = new();
    private volatile byte[][] _short = [];
    private int _longest;

    public KnownForms(params IEnumerable<string> secrets)
    {
        foreach (var secret in secrets) Add(secret);
    }

    /// <summary>Without the lines of a value alone, each of which may be an ordinary word.</summary>
    public static KnownForms OfWhole(string secret)
    {
        var known = new KnownForms();
        foreach (var form in SecretForms.OfWhole(secret)) known.Add(form);
        return known;
    }

    public int Longest => Volatile.Read(ref _longest);

    public bool IsEmpty => Longest == 0;

    public void Add(string secret)
    {
        foreach (var form in SecretForms.Of([secret])) Add(form);
    }

    /// <summary>The length of the longest form that begins exactly here; 0: none does.</summary>
    internal int At(ReadOnlySpan<byte> text)
    {
        var found = 0;
        foreach (var form in _short)
            if (form.Length > found && text.StartsWith(form)) found = form.Length;
        if (text.Length < Key || !_pairs[Pair(text)]) return found;
        if (!_long.TryGetValue(First(text, Key), out var forms)) return found;
        foreach (var form in forms)
            if (form.Length > found && text.StartsWith(form)) found = form.Length;
        return found;
    }

    /// <summary>Whether all of this text is the beginning of a form and not yet the whole of it.</summary>
    internal bool IsBegun(ReadOnlySpan<byte> text)
    {
        if (text.Length < Key) return _begun.ContainsKey(First(text, text.Length));
        if (!_pairs[Pair(text)] || !_long.TryGetValue(First(text, Key), out var forms)) return false;
        foreach (var form in forms)
            if (form.Length > text.Length && form.AsSpan().StartsWith(text)) return true;
        return false;
    }

    private void Add(byte[] form)
    {
        for (var length = 1; length < Math.Min(Key, form.Length); length++) _begun[First(form, length)] = true;
        if (form.Length < Key) _short = [.. _short, form];
        else
        {
            _long.AddOrUpdate(First(form, Key), [form], (_, known) => IsIn(known, form) ? known : [.. known, form]);
            _pairs[Pair(form)] = true;
        }
        if (form.Length > _longest) Volatile.Write(ref _longest, form.Length);
    }

    private static bool IsIn(byte[][] forms, byte[] form) =>
        Array.Exists(forms, one => one.AsSpan().SequenceEqual(form));

    private static int Pair(ReadOnlySpan<byte> text) => (text[0] << 8) | text[1];

    // The length goes in: one byte of zero is not two of them.
    private static uint First(ReadOnlySpan<byte> text, int length)
    {
        uint key = 0;
        foreach (var one in text[..length]) key = (key << 8) | one;
        return length == Key ? key : key | ((uint)length << 30);
    }
}
