using System.Text;
using Plimsoll.Files.Masking;

namespace Plimsoll.Cli.Running;

/// <summary>One stream of a command's output on its way to what is kept; secrets become ***.</summary>
internal sealed class MaskedPart(IReadOnlyCollection<string> secrets, KeptTail kept)
{
    private readonly Masker _masker = new(secrets);
    private bool _inMask;

    public static string Of(string text, IReadOnlyCollection<string> secrets)
    {
        var kept = new KeptTail();
        var part = new MaskedPart(secrets, kept);
        part.Add(Encoding.UTF8.GetBytes(text));
        part.End();
        return kept.Text;
    }

    public void Add(ReadOnlySpan<byte> bytes) => _masker.Take(bytes, Keep);

    public void End() => _masker.Break(Keep);

    private void Keep(ReadOnlySpan<byte> raw, bool masked)
    {
        if (!masked) kept.Add(raw);
        else if (!_inMask) kept.Add("***"u8);
        _inMask = masked;
    }
}

/// <summary>The last 64 KiB of what was added, from two streams at once.</summary>
internal sealed class KeptTail
{
    public const int Most = 64 * 1024;
    private const string CutMark = "[plimsoll: the beginning is left out]\n";

    private readonly Lock _lock = new();
    private readonly byte[] _ring = new byte[Most];
    private long _added;

    public string Text
    {
        get
        {
            lock (_lock)
            {
                if (_added <= Most) return Encoding.UTF8.GetString(_ring, 0, (int)_added);
                var at = (int)(_added % Most);
                byte[] all = [.. _ring[at..], .. _ring[..at]];
                // A letter of several bytes may have lost its first ones; the mark needs room as well.
                var from = CutMark.Length;
                while (from < all.Length && (all[from] & 0xC0) == 0x80) from++;
                // A line that was cut may begin with half a secret, which nobody can recognise.
                if (all.AsSpan(from).IndexOf((byte)'\n') is var end and >= 0) from += end + 1;
                return CutMark + Encoding.UTF8.GetString(all.AsSpan(from));
            }
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            foreach (var one in bytes) _ring[_added++ % Most] = one;
        }
    }
}

/// <summary>The values of variables whose names say that they are secret.</summary>
internal static class SecretVariables
{
    private const int Shortest = 6;

    private static readonly string[] Signs = ["TOKEN", "SECRET", "PASSWORD", "KEY", "CREDENTIAL"];

    public static IReadOnlyCollection<string> Of(IEnumerable<KeyValuePair<string, string>> variables) =>
    [
        .. from variable in variables
           where variable.Value.Length >= Shortest
           where Signs.Any(sign => variable.Key.Contains(sign, StringComparison.OrdinalIgnoreCase))
           select variable.Value,
    ];
}
