using System.Text;
using System.Text.Json;

namespace Plimsoll.Server.Tests.Vault;

/// <summary>A secret that is put everywhere and must be found nowhere.</summary>
/// <remarks>Its forms are made here anew: the mask must not be judged by its own list.</remarks>
internal sealed record Canary(string Value)
{
    private const string Signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /+=\"'\\&<>%ü$!";

    public static List<Canary> Flock(int size, Random random) =>
        [.. Enumerable.Range(0, size).Select(n => n % 4 == 3 ? Lines(random) : new Canary(Word(random, 12 + n % 30)))];

    /// <summary>What is written where a person, a command or another machine writes.</summary>
    public IEnumerable<string> Written
    {
        get
        {
            var bytes = Encoding.UTF8.GetBytes(Value);
            yield return $"raw {Value} end";
            yield return $"base64 {Convert.ToBase64String(bytes)} end";
            yield return $"url https://x/?q={Uri.EscapeDataString(Value)} end";
            yield return $"json {JsonSerializer.Serialize(new { key = Value })} end";
            // In the middle of something longer, at each of the three places it can have.
            for (var before = 0; before < 3; before++)
                yield return $"in {Convert.ToBase64String([.. new byte[before], .. bytes, .. "tail"u8])} end";
        }
    }

    /// <summary>What must not be seen anywhere.</summary>
    public IEnumerable<string> Telling
    {
        get
        {
            var bytes = Encoding.UTF8.GetBytes(Value);
            yield return Convert.ToBase64String(bytes);
            yield return Convert.ToBase64String(bytes)[..^4];
            yield return Uri.EscapeDataString(Value);
            yield return JsonSerializer.Serialize(Value)[1..^1];
            yield return Value;
            foreach (var line in Value.Split('\n')) yield return line;
            for (var before = 1; before < 3; before++)
                yield return Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=')[4..^4];
        }
    }

    private static Canary Lines(Random random) =>
        new(string.Join('\n', Word(random, 14), Word(random, 20), Word(random, 11)));

    // Letters at both ends: whoever trims a text must not make it another value.
    private static string Word(Random random, int length) =>
        $"{Letters(random)}{string.Concat(Enumerable.Range(0, length).Select(_ => Signs[random.Next(Signs.Length)]))}{Letters(random)}";

    private static string Letters(Random random) =>
        string.Concat(Enumerable.Range(0, 3).Select(_ => Signs[random.Next(52)]));
}
