using Plimsoll.Core.Announcements;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Deployments;

public sealed class EndingADrill
{
    private static ServiceDefinition Drilled => SomeService.Usual with
    {
        Environments =
        [
            .. SomeService.Usual.Environments.Select(e => e with
            {
                Backup = new Backup("./backup", null, "./restore")
                {
                    Drill = new RestoreDrill("./restore", "./check", "/tmp", TimeSpan.FromDays(90), TimeSpan.FromHours(1)),
                },
            }),
        ],
    };

    [Fact]
    public void One_that_did_not_pass_is_told_to_the_release_managers_with_what_to_type()
    {
        var scene = Ended(Outcome.Failed, "the check ended with exit code 1");
        var mails = AnnouncementReactions.On(scene.Facts[^1], scene.World).OfType<Deliver>().ToList();
        Assert.Equal(["ada@example.org"], mails.SelectMany(m => m.To));
        Assert.Contains("the check ended with exit code 1. Count on no backup", mails[0].Text, StringComparison.Ordinal);
        Assert.Contains("plimsoll service drill shop production", mails[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_passed_wakes_nobody_and_stays_known_after_one_that_did_not()
    {
        var scene = Ended(Outcome.Succeeded, "restored and checked");
        Assert.Empty(AnnouncementReactions.On(scene.Facts[^1], scene.World));
        var passed = scene.LaneOf().DrillPassed;
        Assert.NotNull(passed);
        scene.Do(SomeLane.Production, new StartDrill("shop", "production", "drill-2", "point"))
            .Do(SomeLane.Production, new EndDrill("drill-2", Outcome.Unknown, "Not known", TimeSpan.Zero, 0));
        Assert.Equal((passed, Outcome.Unknown), (scene.LaneOf().DrillPassed, scene.LaneOf().Drill?.Outcome));
    }

    private static Scene Ended(Outcome outcome, string sentence) => SomeLane.Adopted(Drilled)
        .Do(SomeLane.Production, new StartDrill("shop", "production", "drill-1", "point"))
        .Do(SomeLane.Production, new EndDrill("drill-1", outcome, sentence, TimeSpan.FromSeconds(12), 4096));
}
