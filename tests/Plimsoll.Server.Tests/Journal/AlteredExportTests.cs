using System.Text;
using Plimsoll.Files.Journal;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>An export cannot be altered unseen. PLIMSOLL_MUTATIONS sets the size, PLIMSOLL_SEED the seed.</summary>
public sealed class AlteredExportTests(ITestOutputHelper output) : IDisposable
{
    private const int Facts = 40;
    private const int RedactedAt = 11;
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_alteration_of_an_export_is_found_at_its_position()
    {
        var lines = await Export();
        Assert.Equal(Verification.Good(Facts), Verify(lines));
        var (size, seed) = (Campaign.Number("PLIMSOLL_MUTATIONS", 500), Campaign.Seed);
        var random = new Random(seed);
        for (var i = 0; i < size; i++)
        {
            var (what, firstBad, altered) = Altered(random, lines);
            if (altered.SequenceEqual(lines)) continue;
            var found = Verify(altered);
            Assert.True(!found.Intact && found.FirstBad is >= 1 and <= Facts + 1, $"seed {seed}, {i}: {what}: {found.Sentence}");
            Assert.True(firstBad is null || found.FirstBad == firstBad, $"seed {seed}, {i}: {what}: {found.Sentence}");
        }
        output.WriteLine($"{size} mutations of an export of {Facts} facts, seed {seed}: all detected");
    }

    /// <summary>One alteration and the first position that must be named; null where the head is altered.</summary>
    private static (string What, long? FirstBad, string[] Lines) Altered(Random random, string[] lines)
    {
        var at = random.Next(Facts);
        var other = (at + 1 + random.Next(Facts - 1)) % Facts;
        var copy = lines.ToArray();
        switch (random.Next(9))
        {
            case 0 or 1 or 2:
                copy[at] = Letter(random, copy[at]);
                return ($"a letter of line {at + 1}", at + 1, copy);
            case 3:
                (copy[at], copy[other]) = (copy[other], copy[at]);
                return ($"lines {at + 1} and {other + 1} swapped", Math.Min(at, other) + 1, copy);
            case 4:
                return ($"line {at + 1} left out", at + 1, [.. lines[..at], .. lines[(at + 1)..]]);
            case 5:
                return ($"line {at + 1} twice", at + 2, [.. lines[..(at + 1)], .. lines[at..]]);
            case 6:
                return ($"cut after line {at + 1}", at + 2, lines[..(at + 1)]);
            case 7:
                return ($"cut after line {at + 1}, head kept", at + 2, [.. lines[..(at + 1)], lines[^1]]);
            default:
                copy[^1] = Letter(random, copy[^1]);
                return ("a letter of the head", null, copy);
        }
    }

    private static string Letter(Random random, string line)
    {
        var at = random.Next(line.Length);
        const string Letters = "0123456789abcdefxyz{}[]\",:\\ \t/-ä";
        var letter = Letters[random.Next(Letters.Length)];
        return random.Next(4) switch
        {
            0 => line.Remove(at, 1),
            1 => line.Insert(at, $"{letter}"),
            2 => line.Remove(at, 1).Insert(at, $"{char.ToUpperInvariant(line[at])}"),
            _ => line.Remove(at, 1).Insert(at, $"{letter}"),
        };
    }

    private static Verification Verify(string[] lines)
    {
        using var text = new StringReader(string.Concat(lines.Select(line => line + "\n")));
        return JournalFile.Verify(text);
    }

    private async Task<string[]> Export()
    {
        await using var journal = _folder.Open();
        for (var i = 0; i < Facts - 1; i++)
            await journal.Commit(SomeEntry.On($"lane/{i % 7}", i / 7, $$"""{"number":{{i}},"text":"wörds \"of\" some length"}"""));
        await journal.Redact(new Redaction([new Blot(RedactedAt)], "a name"), SomeEntry.On("journal", 0), CancellationToken.None);
        using var to = new MemoryStream();
        await JournalExport.Write(journal, to, CancellationToken.None);
        return Encoding.UTF8.GetString(to.ToArray()).TrimEnd('\n').Split('\n');
    }
}
