using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Plimsoll.Core.Guide;

/// <summary>What changes for a running thing that moves from one playbook to another, by the identity of the lines.
/// </summary>
public sealed record PinChange(
    ImmutableArray<string> Added, ImmutableArray<string> Removed, ImmutableArray<string> Changed)
{
    public bool IsEmpty => Added.IsEmpty && Removed.IsEmpty && Changed.IsEmpty;

    public static PinChange Between(Playbook? before, Playbook after, Func<Playbook, Check, bool> isAbout)
    {
        var was = before is null ? [] : before.Checks.Where(c => isAbout(before, c)).ToDictionary(c => c.Id);
        var now = after.Checks.Where(c => isAbout(after, c)).ToDictionary(c => c.Id);
        return new PinChange(
            [.. now.Keys.Where(id => !was.ContainsKey(id))],
            [.. was.Keys.Where(id => !now.ContainsKey(id))],
            [.. now.Keys.Where(id => was.TryGetValue(id, out var old) && !IsSame(old, now[id]))]);
    }

    /// <summary>In a sentence, for whoever reads what was re-pinned.</summary>
    public string Words => IsEmpty ? "nothing changes" : string.Join("; ", new[]
    {
        Added.IsEmpty ? "" : $"added {string.Join(", ", Added)}",
        Removed.IsEmpty ? "" : $"removed {string.Join(", ", Removed)}",
        Changed.IsEmpty ? "" : $"changed {string.Join(", ", Changed)}",
    }.Where(part => part != ""));

    private static string Said(Check check)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, PlaybookJson.Compact))
            CheckJson.Write(json, check with { Line = 0, Part = "", Origin = "", File = "" });
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    // Where a line stands says nothing about what it asks.
    private static bool IsSame(Check one, Check other) => Said(one) == Said(other);
}
