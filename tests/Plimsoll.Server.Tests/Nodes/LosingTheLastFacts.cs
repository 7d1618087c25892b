using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>A replica that was promoted without the last facts: what a server knew of them it forgets.</summary>
public sealed class LosingTheLastFacts
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_the_replica_never_heard_of_is_known_nowhere_any_more(int writtenAfterwards)
    {
        await using var primary = await PostgresCluster.Start();
        await primary.Do("postgres", "CREATE DATABASE plimsoll");
        await using var replica = await primary.Replica();
        using var folder = new DataFolder();
        var address = primary.Of("plimsoll");
        address.Host = $"127.0.0.1:{primary.Port},127.0.0.1:{replica.Port}";
        await using var journal = PostgresJournal.Open(new PostgresSettings(folder.Path, address));
        var feed = new Feed(journal);
        for (var n = 0; n < 3; n++) await Say(journal, n);
        await feed.CatchUp(Stop);
        await replica.HasAll(primary);
        // From here on it hears nothing.
        await replica.StopHearing();
        for (var n = 3; n < 5; n++) await Say(journal, n);
        await feed.CatchUp(Stop);
        Assert.Equal(5, feed.World.Position);

        await primary.Kill();
        await replica.Promote();
        for (var n = 0; n < writtenAfterwards; n++) await Say(journal, 3 + n, "anew");
        await feed.CatchUp(Stop);

        Assert.Equal(1, feed.Lives);
        Assert.Equal(3 + writtenAfterwards, feed.World.Position);
        Assert.Equal(3 + writtenAfterwards, feed.World.VersionOf(new StreamName("release/a")));
        Assert.True((await journal.Verify(Stop)).Intact);
        Assert.Equal(writtenAfterwards == 0 ? 1 : 2, (await journal.Head(Stop)).Epoch);
    }

    private static Task Say(PostgresJournal journal, int version, string said = "first") =>
        journal.Commit(SomeEntry.On("release/a", version) with { Facts = [EventNames.OfCore.Write(new ReleaseWithdrawn(said))] });
}
