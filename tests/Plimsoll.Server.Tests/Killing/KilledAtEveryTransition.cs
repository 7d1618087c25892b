namespace Plimsoll.Server.Tests.Killing;

/// <summary>kill -9 at every journaled transition of a deployment and of a rollback changes nothing of the outcome.</summary>
public sealed class KilledAtEveryTransition(ITestOutputHelper output)
{
    [Fact]
    public async Task Unkilled_the_story_ends_in_a_rollback_and_a_hold()
    {
        using var drill = await Drill.Prepared();
        await using var round = await Round.Play(drill, "unkilled", (_, _) => false);
        await round.Server.Kill();
        output.WriteLine(round.Story());
        Assert.Empty(Oracle.Complaints(round));
    }
}
