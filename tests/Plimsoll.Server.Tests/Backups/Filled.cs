using Npgsql;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Artifacts;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Drivers.Shells;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Backups;

/// <summary>A house large enough to be killed in the middle of copying it.</summary>
internal static class Filled
{
    private const int Commits = 60;
    private const int FactsOfACommit = 100;

    public static async Task Folder(string folder)
    {
        await using (var journal = SqliteJournal.Open(new JournalSettings(folder) { BallastBytes = 64 * 1024 })) await Facts(journal);
        ServerMark.Of(folder);
        await Beside(new SegmentStore(Path.Combine(folder, "output.db")), new ArtifactStore(folder));
    }

    public static async Task Database(NpgsqlConnectionStringBuilder database, string folder)
    {
        var store = new PostgresSettings(folder, database);
        await using (var journal = PostgresJournal.Open(store))
        {
            await Facts(journal);
            SharedMark.Of(new SharedTexts(journal));
        }

        await Beside(new SegmentStore(new SegmentTable(store)), new ArtifactStore(folder) { Copies = new ArtifactTable(store) });
    }

    private static async Task Facts(SqlJournal journal)
    {
        for (var commit = 0; commit < Commits; commit++)
            await journal.Commit(SomeEntry.On($"release/{commit}", 0) with
            {
                Facts = [.. Enumerable.Range(0, FactsOfACommit).Select(fact => EventNames.OfCore.Write(new ReleaseWithdrawn($"{fact}")))],
            });
        await journal.MoveCheckpoint("reactor", journal.End, [SomeEntry.Row("message-1") with { At = SomeEntry.Noon }], CancellationToken.None);
    }

    private static async Task Beside(SegmentStore output, ArtifactStore artifacts)
    {
        var random = new Random(1);
        for (var number = 0; number < 8; number++)
        {
            var bytes = new byte[random.Next(500_000, 2_500_000)];
            random.NextBytes(bytes);
            output.Append([.. Enumerable.Range(1, 20).Select(n => new Segment($"attempt-{number}", n, n * 1_000, n * 1_000 + 999, SomeEntry.Noon, bytes.AsMemory(n, 999)))]);
            using var content = new MemoryStream(bytes);
            await artifacts.Keep(content, "a test", CancellationToken.None);
        }
    }
}
