using Plimsoll.Core.Access;
using Plimsoll.Core.Incidents;
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
        await using var replica = await Replica(primary);
        using var folder = new DataFolder();
        await using var journal = Open(folder, primary, replica);
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

    [Fact]
    public async Task What_was_decided_on_lost_facts_is_decided_again_also_where_as_many_others_stand_in_their_place()
    {
        await using var primary = await PostgresCluster.Start();
        await using var replica = await Replica(primary);
        using DataFolder mine = new(), theirs = new();
        await using var journal = Open(mine, primary, replica);
        using var feed = new Feed(journal);
        var desk = new Desk(journal, feed, TimeProvider.System);
        await Say(journal, 0);
        await replica.HasAll(primary);
        await replica.StopHearing();
        var incident = Incident.StreamOf("INC-1");
        var declared = new IncidentDeclared("INC-1", "It burns", Severity.High, "", "", "", "", "", "", Proposed: false);
        await journal.Commit(SomeEntry.On($"{incident}", 0) with { Facts = [EventNames.OfCore.Write(declared)] });
        await feed.CatchUp(Stop);

        await primary.Kill();
        await replica.Promote();
        await using (var other = Open(theirs, primary, replica))
            await other.Commit(SomeEntry.On($"{incident}", 0) with { Facts = [EventNames.OfCore.Write(new IncidentResolved("never was"))] });
        var answer = await desk.Send(incident, new NoteAction("called the provider", null), "Ada", Stop);

        Assert.IsType<Answer.Refused>(answer);
        Assert.Equal((1, 2), (feed.Lives, (await journal.Head(Stop)).Position));
    }

    private static async Task<PostgresCluster> Replica(PostgresCluster primary)
    {
        await primary.Do("postgres", "CREATE DATABASE plimsoll");
        return await primary.Replica();
    }

    private static PostgresJournal Open(DataFolder folder, PostgresCluster primary, PostgresCluster replica)
    {
        var address = primary.Of("plimsoll");
        address.Host = $"127.0.0.1:{primary.Port},127.0.0.1:{replica.Port}";
        return PostgresJournal.Open(new PostgresSettings(folder.Path, address));
    }

    private static Task Say(PostgresJournal journal, int version, string said = "first") =>
        journal.Commit(SomeEntry.On("release/a", version) with { Facts = [EventNames.OfCore.Write(new ReleaseWithdrawn(said))] });
}
