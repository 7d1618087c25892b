using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Plimsoll.Server.Journal;

/// <summary>All that a version understands: the names of facts, and of each whatever may stand in its body.</summary>
/// <remarks>
/// A word is a name (<c>lane-held</c>), what stands in it (<c>lane-held/until</c>, <c>lane-held/owner.person</c>), or one of several
/// it may be (<c>attempt-ended/outcome=passed</c>). A member with an empty value says what its absence says, and is no word.
/// </remarks>
public sealed class Vocabulary
{
    private readonly FrozenSet<string> _words;

    public Vocabulary(IEnumerable<string> words)
    {
        _words = words.ToFrozenSet(StringComparer.Ordinal);
        Text = string.Join('\n', _words.Order(StringComparer.Ordinal));
        Key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))[..16];
    }

    /// <summary>One word on each line, for another version to read.</summary>
    public string Text { get; }

    /// <summary>The same for two that have the same words.</summary>
    public string Key { get; }

    public int Count => _words.Count;

    public static Vocabulary Read(string text) => new(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whoever has these words understands all that whoever has the other ones writes.</summary>
    public bool Covers(Vocabulary other) => other._words.IsSubsetOf(_words);

    /// <summary>The first word of a fact that is not among these; null where all of it is understood.</summary>
    public string? Missing(string name, ReadOnlyMemory<byte> body)
    {
        if (!_words.Contains(name)) return name;
        using var read = JsonDocument.Parse(body);
        return In(name, read.RootElement, name, "");
    }

    /// <param name="word">Of the member that holds the value.</param>
    /// <param name="member">Its name alone.</param>
    private string? In(string name, JsonElement value, string word, string member) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(m => Of(name, m, word, member)).FirstOrDefault(w => w is not null),
        JsonValueKind.Array => value.EnumerateArray().Select(v => In(name, v, word, member)).FirstOrDefault(w => w is not null),
        JsonValueKind.String when _words.Contains(OneOf(word)) => OrNull(OneOf(word) + value.GetString()),
        _ => null,
    };

    private string? Of(string name, JsonProperty property, string word, string member)
    {
        // Whoever wrote it chose the keys: they are no words.
        if (_words.Contains(Keyed(word))) return In(name, property.Value, word, member);
        if (property.Name == EventBodies.Discriminator) return OrNull(KindOf(name, member, property.Value.ToString()));
        if (IsEmpty(property.Value)) return null;
        var said = MemberOf(name, member, property.Name);
        return OrNull(said) ?? In(name, property.Value, said, property.Name);
    }

    internal static string MemberOf(string name, string holder, string member) =>
        holder == "" ? $"{name}/{member}" : $"{name}/{holder}.{member}";

    internal static string KindOf(string name, string holder, string kind) => $"{MemberOf(name, holder, EventBodies.Discriminator)}={kind}";

    /// <summary>Said of a member that holds one of a fixed number of words.</summary>
    internal static string OneOf(string word) => word + "=";

    /// <summary>Said of a member whose value has keys that are nobody's names.</summary>
    internal static string Keyed(string word) => word + "{}";

    private string? OrNull(string word) => _words.Contains(word) ? null : word;

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Number => value.TryGetDouble(out var number) && number == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        _ => false,
    };
}
