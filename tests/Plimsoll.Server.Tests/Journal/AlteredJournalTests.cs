using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>The record cannot be altered unseen. PLIMSOLL_MUTATIONS sets the size, PLIMSOLL_SEED the seed.</summary>
public sealed class AlteredJournalTests(ITestOutputHelper output) : IDisposable
{
    private const int Facts = 60;
    private const int RedactedAt = 20;
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_alteration_is_found_at_its_position()
    {
        await Write();
        var (size, seed) = (Campaign.Number("PLIMSOLL_MUTATIONS", 300), Campaign.Seed);
        output.WriteLine($"{size} mutations of {Facts} facts, seed {seed}");
        var mutations = new Mutations(new Random(seed), Facts, RedactedAt);
        var original = await File.ReadAllBytesAsync(_folder.Settings.File);
        for (var i = 0; i < size; i++)
        {
            var mutation = mutations.Next();
            await File.WriteAllBytesAsync(_folder.Settings.File, original);
            Mutations.Apply(_folder.Settings.File, mutation);
            var found = SqliteJournal.Verify(_folder.Path, CancellationToken.None);
            Assert.True(
                found.FirstBad == mutation.FirstBad, $"seed {seed}, mutation {i}: {mutation.What}: {found.Sentence}");
        }
    }

    [Fact]
    public async Task A_flipped_bit_is_found_or_changes_nothing_that_is_read()
    {
        await Write();
        var (size, seed) = (Campaign.Number("PLIMSOLL_MUTATIONS", 100), Campaign.Seed);
        output.WriteLine($"{size} flipped bits, seed {seed}");
        var random = new Random(seed);
        var original = await File.ReadAllBytesAsync(_folder.Settings.File);
        var good = SqliteJournal.Verify(_folder.Path, CancellationToken.None);
        for (var i = 0; i < size; i++)
        {
            var flipped = original.ToArray();
            var at = random.Next(100, flipped.Length);
            flipped[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(_folder.Settings.File, flipped);
            var found = SqliteJournal.Verify(_folder.Path, CancellationToken.None);
            Assert.True(!found.Intact || found == good, $"seed {seed}, byte {at}: {found.Sentence}");
        }
    }

    private async Task Write()
    {
        await using var journal = _folder.Open();
        for (var i = 0; i < Facts - 1; i++)
            {
                var body = $$"""{"number":{{i}},"text":"words of some length"}""";
                await journal.Commit(SomeEntry.On($"lane/{i % 7}", i / 7, body));
            }

        var record = SomeEntry.On("journal", 0);
        Assert.IsType<Appended.Committed>(await journal.Redact(new Redaction([new Blot(RedactedAt)], "a name"), record, CancellationToken.None));
    }
}
