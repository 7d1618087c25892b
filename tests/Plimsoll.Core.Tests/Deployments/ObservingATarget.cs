using Plimsoll.Core.Announcements;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class ObservingATarget
{
    [Fact]
    public void What_runs_as_recorded_is_no_news() => Assert.Empty(Events(Deployed(), "p1", "1.1.0"));

    [Fact]
    public void What_was_changed_by_hand_blocks_the_next_deployment_and_is_said_once()
    {
        var scene = Deployed().Observe("p1", "1.0.9");
        Assert.Empty(Events(scene, "p1", "1.0.9"));
        scene.Queue("production", "prod-2");
        Assert.Equal(["lane.drift"], scene.Blockers("prod-2"));
        Assert.Contains("p1 runs 1.0.9, and the record says 1.1.0", Sentence(scene), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_release_managers_are_told_what_to_type()
    {
        var scene = Deployed().Observe("p1", "1.0.9");
        var mails = AnnouncementReactions.On(scene.Facts[^1], scene.World).OfType<Deliver>().ToList();
        Assert.Equal(["ada@example.org"], mails.SelectMany(m => m.To));
        Assert.Contains("plimsoll service adopt shop 1.0.9", mails[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Put_back_by_hand_it_blocks_no_more() =>
        Assert.Empty(Deployed().Observe("p1", "1.0.9").Observe("p1", "1.1.0").LaneOf().Drift);

    [Fact]
    public void Aligning_puts_the_record_back_on_what_has_drifted_and_nowhere_else()
    {
        var scene = Deployed().Observe("p1", "1.0.9").Do(SomeLane.Production, new AlignLane("al-1", "put it back")).Pursue();
        Assert.All(scene.Run("al-1").Plan.Where(p => p.Target != ""), p => Assert.Equal("p1", p.Target));
        Assert.Empty(scene.Carry("al-1").Pursue().LaneOf().Drift);
    }

    [Fact]
    public void Adopting_makes_what_runs_the_record()
    {
        var scene = Deployed().Observe("p1", "1.0.9").Do(SomeLane.Production,
            new AdoptVersion("shop", "production", "1.0.9", "shop.tar", "digest-9", ["p1", "p2"]));
        Assert.Equal(("1.0.9", 0), (scene.LaneOf().RunningVersion, scene.LaneOf().Drift.Count));
    }

    [Fact]
    public void A_rollback_does_not_wait_for_it()
    {
        var scene = Deployed().Observe("p1", "1.0.9").Do(SomeLane.Production, new Rollback("back", "slow"));
        Assert.Empty(scene.Blockers("back"));
    }

    [Fact]
    public void While_something_is_deployed_what_targets_run_is_not_judged() =>
        Assert.Empty(Events(SomeLane.Started(), "p1", "1.1.0"));

    [Fact]
    public void An_answer_from_before_a_deployment_says_nothing_about_its_record()
    {
        var before = SomeLane.Staged().LaneOf().Targets["p1"];
        Assert.Empty(Deployed().Events(SomeLane.Production, new ObserveTarget("p1", before, "1.0.0")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("20260301120000")]
    public void Of_what_was_adopted_it_is_not_known_how_it_is_laid_out(string found) =>
        Assert.Empty(Events(SomeLane.Staged(), "p1", found));

    [Fact]
    public void What_was_adopted_and_is_laid_out_like_a_release_is_compared() =>
        Assert.IsType<TargetDrifted>(Assert.Single(Events(SomeLane.Staged(), "p1", "0.9.0")));

    private static Scene Deployed() => SomeLane.Started().Carry().Pursue();

    private static IReadOnlyList<Event> Events(Scene scene, string target, string found) =>
        scene.Events(SomeLane.Production, new ObserveTarget(target, scene.LaneOf().Targets[target], found));

    private static string Sentence(Scene scene) => LaneRules.Blockers(
        scene.LaneOf(), scene.LaneOf().Queue[0], scene.World.Reader(), scene.Now)[0].Sentence;
}

internal static class Observed
{
    public static Scene Observe(this Scene scene, string target, string found) => scene.Do(
        SomeLane.Production, new ObserveTarget(target, scene.LaneOf().Targets[target], found), "system:drift-probe");
}
