using System.Collections.Frozen;

namespace Plimsoll.Server.Access;

/// <summary>What many people chose (<c>common-passwords.txt</c>), and what is made of it by a habit of everybody.</summary>
/// <remarks>Few of them are as long as a password has to be; people make them so with digits, signs or a second one.</remarks>
public static class CommonPasswords
{
    private static readonly FrozenSet<string> All = Read();
    private static readonly (char From, char To)[] Disguises =
        [('0', 'o'), ('1', 'i'), ('3', 'e'), ('4', 'a'), ('5', 's'), ('7', 't'), ('@', 'a'), ('$', 's'), ('!', 'i')];

    public static bool Has(string password)
    {
        var plain = password.ToLowerInvariant();
        return IsOne(plain) || IsRow(plain) || IsRepeated(plain)
            || Enumerable.Range(1, plain.Length - 1).Any(at => IsOne(plain[..at]) && IsOne(plain[at..]));
    }

    private static bool IsOne(string text)
    {
        if (All.Contains(text)) return true;
        var letters = text.AsSpan().Trim(Around(text)).ToString();
        return All.Contains(letters) || All.Contains(Disguises.Aggregate(letters, (t, d) => t.Replace(d.From, d.To)));
    }

    // Digits and signs at the ends, not those a word is disguised with inside.
    private static string Around(string text) => string.Concat(text.Where(c => !char.IsLetter(c)).Distinct());

    /// <summary>Characters in their order, up or down: <c>abcdefghijkl</c>.</summary>
    private static bool IsRow(string text) =>
        ((int[])[1, -1]).Any(by => Enumerable.Range(1, text.Length - 1).All(at => text[at] - text[at - 1] == by));

    private static bool IsRepeated(string text) => Enumerable.Range(1, text.Length / 2)
        .Any(length => Enumerable.Range(length, text.Length - length).All(at => text[at] == text[at - length]));

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("common-passwords.txt is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToFrozenSet();
    }
}
