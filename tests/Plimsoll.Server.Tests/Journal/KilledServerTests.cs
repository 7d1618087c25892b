using System.Globalization;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Tests.Journal;

/// <summary>No acknowledged fact is lost. PLIMSOLL_KILLS sets how many kills, PLIMSOLL_SEED the seed.</summary>
public sealed class KilledServerTests(ITestOutputHelper output) : IDisposable
{
    private const string Here = "Plimsoll.Server.Tests.Journal.KilledServerTests.";
    private readonly DataFolder _folder = new();

    private string Acknowledged => Path.Combine(_folder.Path, "acknowledged");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_kill_9_every_acknowledged_fact_is_there()
    {
        var (kills, seed) = (Campaign.Number("PLIMSOLL_KILLS", 3), Campaign.Seed);
        var random = new Random(seed);
        for (var kill = 0; kill < kills; kill++)
        {
            var until = Size() + random.Next(200, 20_000);
            using (var child = new Child(Here + nameof(Write_until_killed), _folder.Path))
                await child.KillWhen(() => Size() >= until);
            var found = await Check();
            output.WriteLine(
                $"kill {kill + 1} of {kills}, seed {seed}: {found.Acknowledged} acknowledged, {found.Facts} facts");
        }
    }

    [Fact]
    public async Task A_write_the_disk_fails_stops_the_process_and_loses_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The failing disk is a file size limit of the shell.");
        const string failing = "trap '' XFSZ; ulimit -c 0; ulimit -f 1024; exec \"$@\"";
        using var child = new Child(Here + nameof(Write_until_killed), _folder.Path, failing);
        var (exitCode, text) = await child.End();
        Assert.NotEqual(0, exitCode);
        Assert.Contains("could not be written (SQLite Error 10", text, StringComparison.Ordinal);
        Assert.True((await Check()).Acknowledged > 0);
    }

    [Fact(Explicit = true)]
    public async Task Write_until_killed()
    {
        await using var journal = SqliteJournal.Open(new JournalSettings(Child.Folder) { BallastBytes = 64 * 1024 });
        var run = (await journal.Head(CancellationToken.None)).Position;
        await using var file = new FileStream(
            Path.Combine(Child.Folder, "acknowledged"),
            FileMode.Append,
            FileAccess.Write,
            FileShare.Read,
            bufferSize: 0);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Write(journal, file, $"lane/{run}-{writer}")));
    }

    // The oracle is a file of its own: a line is written after the answer, so every whole line was promised.
    private static async Task Write(SqliteJournal journal, FileStream file, string stream)
    {
        for (var version = 0; version < 100_000;)
        {
            var entry = SomeEntry.On(stream, version, [.. Enumerable.Repeat("{}", 1 + (version % 3))]) with
            {
                CommandId = $"{stream}-{version}",
            };
            var answer = await journal.Commit(entry);
            version = (int)answer.Version;
            lock (file) file.Write(System.Text.Encoding.UTF8.GetBytes($"{entry.CommandId} {answer.Position}\n"));
        }
    }

    private async Task<(int Acknowledged, int Facts)> Check()
    {
        var whole = File.ReadAllText(Acknowledged);
        whole = whole[..(whole.LastIndexOf('\n') + 1)];
        await using var journal = _folder.Open();
        Assert.Equal("", (await journal.Verify(CancellationToken.None)) is { Intact: false } bad ? bad.Sentence : "");
        var facts = await journal.Facts();
        var lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines.Select(l => l.Split(' ')))
        {
            var position = long.Parse(line[1], CultureInfo.InvariantCulture);
            Assert.Equal(line[0], facts[(int)position - 1].CommandId);
        }

        var last = lines[^1].Split(' ');
        var receipt = await journal.Find(last[0], CancellationToken.None);
        Assert.Equal(long.Parse(last[1], CultureInfo.InvariantCulture), receipt?.Position);
        Assert.All(facts.GroupBy(f => f.Stream), s => Assert.Equal(s.Count(), s.Max(f => f.Version)));
        return (lines.Length, facts.Count);
    }

    private long Size() => File.Exists(Acknowledged) ? new FileInfo(Acknowledged).Length : 0;
}
