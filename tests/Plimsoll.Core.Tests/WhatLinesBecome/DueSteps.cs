using Plimsoll.Core.Announcements;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Incidents;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.WhatLinesBecome;

/// <summary>A deadline of a line that is a step of the shipment. Scenes begin on Monday 2026-03-02, 08:00 UTC.
/// </summary>
public sealed class DueSteps
{
    private static readonly Check Before = SomeLine.Of("deploy", CheckKind.Step, CheckMode.Manual) with
    {
        Due = new Due("deploy", TimeSpan.FromHours(-24), "24 hours before the deployment"), Text = "Notify support",
    };

    private static readonly Check After = SomeLine.Of("verify", CheckKind.Step, CheckMode.Manual) with
    {
        Due = new Due("deployed", TimeSpan.FromMinutes(30), "within 30 minutes of the deployment"), Text = "Look twice",
    };

    [Fact]
    public void A_step_before_the_start_is_late_when_its_time_has_come_and_nobody_did_it()
    {
        var scene = Notifying().PlannedOn(4);
        Assert.Equal(("due 2026-03-03 08:00 UTC", false), Told(scene));
        Assert.Empty(scene.After(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1)).Late());
        scene.After(TimeSpan.FromSeconds(1));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.Zero), Assert.Single(scene.Late()).Due);
        Assert.Equal(("it was due 2026-03-03 08:00 UTC", true), Told(scene));
    }

    [Fact]
    public void It_falls_due_once_however_often_the_clock_looks()
    {
        var scene = Missed();
        for (var hour = 0; hour < 5; hour++) scene.After(TimeSpan.FromHours(1)).Pursue();
        Assert.Single(scene.Late());
    }

    [Fact]
    public void What_is_in_the_way_says_when_it_is_due_and_when_it_was()
    {
        var scene = Notifying().PlannedOn(4);
        Assert.EndsWith("; due 2026-03-03 08:00 UTC", InTheWay(scene), StringComparison.Ordinal);
        scene.After(TimeSpan.FromDays(1));
        Assert.EndsWith("; it was due 2026-03-03 08:00 UTC", InTheWay(scene), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_planned_start_it_says_so_and_is_never_late()
    {
        var scene = Notifying().After(TimeSpan.FromDays(400));
        Assert.Empty(scene.Late());
        Assert.Equal(("due \"24 hours before the deployment\": no start in production is planned", false), Told(scene));
    }

    [Fact]
    public void A_start_planned_for_later_takes_the_lateness_back_and_gives_another_time_to_miss()
    {
        var scene = Missed().PlannedOn(6);
        Assert.Equal(("due 2026-03-05 08:00 UTC", false), Told(scene));
        Assert.Single(scene.Late());
        Assert.Equal(2, scene.After(TimeSpan.FromDays(3)).Late().Count);
    }

    [Fact]
    public void A_step_done_in_time_is_not_late_and_one_done_after_it_stays_so()
    {
        var inTime = Notifying().PlannedOn(4)
            .Do(SomeLine.Walk, new CompleteStep(SomeLine.Id, false, "told"), "bob").After(TimeSpan.FromDays(1));
        Assert.Equal((0, ("", false)), (inTime.Late().Count, Told(inTime)));
        var late = Missed().Do(SomeLine.Walk, new CompleteStep(SomeLine.Id, false, "told"), "bob");
        Assert.Equal(("it was due 2026-03-03 08:00 UTC", true), Told(late.After(TimeSpan.FromDays(9))));
    }

    [Fact]
    public void A_step_after_the_deployment_counts_from_when_production_had_it()
    {
        var book = SomeLine.Book("announce", After);
        var scene = SomeLine.Staged(book);
        Assert.Equal(
            ("due \"within 30 minutes of the deployment\": production is not deployed yet", false), Told(scene));
        scene.After(TimeSpan.FromHours(2)).Ship().After(TimeSpan.FromMinutes(29));
        Assert.Equal(("due 2026-03-02 10:30 UTC", false), Told(scene));
        Assert.Empty(scene.Late());
        Assert.Single(scene.After(TimeSpan.FromMinutes(1)).Late());
    }

    [Fact]
    public void Business_days_are_counted_by_the_organisations_calendar()
    {
        var book = SomeLine.Book("announce", After with
        {
            Due = new Due("deployed", default, "within 2 business days of the deployment") { BusinessDays = 2 },
        });
        book = book with
        {
            Settings = new GuideSettings
            {
                TimeZone = "Europe/Berlin", Holidays = [new DateOnly(2026, 3, 3)],
                WorkDays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday],
            },
        };
        // Monday; Tuesday is a holiday, so Wednesday and Thursday count.
        Assert.Equal("due 2026-03-05 08:00 UTC", Told(SomeLine.Staged(book).Ship()).Words);
    }

    [Fact]
    public void The_people_of_its_roles_are_mailed_once_with_what_to_type()
    {
        var mails = Mails(Missed()).ToList();
        Assert.Equal(["ada@example.org"], mails.To());
        Assert.Contains("Notify support is late", mails[0].Title, StringComparison.Ordinal);
        Assert.Contains("It was due 2026-03-03 08:00 UTC", mails[0].Text, StringComparison.Ordinal);
        Assert.Contains("plimsoll release complete-step shop 1.1.0 extra", mails[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_whose_turn_has_not_come_is_late_as_well_and_its_mail_names_what_comes_before()
    {
        var scene = SomeLine.Ready(SomeLine.Book("deploy-production", Before))
            .Do(SomeLine.Walk, new OpenShipment("shop", "1.1.0", 1)).Pursue()
            .PlannedOn(4).After(TimeSpan.FromDays(1));
        Assert.Single(scene.Late());
        Assert.Contains("Staging comes before it and is not done.", Assert.Single(Mails(scene)).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Advice_is_never_late()
    {
        var scene = Missed(Before with { Blocks = "none" });
        Assert.Equal((0, ("due 2026-03-03 08:00 UTC", false)), (scene.Late().Count, Told(scene)));
    }

    [Fact]
    public void What_happens_only_when_something_does_is_not_late_before_somebody_says_so()
    {
        var scene = Missed(Before with { Condition = new Condition("when", "when the pager rings") });
        Assert.Equal((0, false), (scene.Late().Count, Told(scene).Late));
        scene.Do(SomeLine.Walk, new AnswerStep(SomeLine.Id, true, "it rang"), "bob");
        Assert.Equal((1, true), (scene.Late().Count, Told(scene).Late));
    }

    [Fact]
    public void A_deployment_that_has_begun_by_its_time_is_not_late()
    {
        var rollout = SomeLine.Of("deploy", CheckKind.Step, CheckMode.Auto, "", "rollout(25%)") with
        {
            Due = new Due("deploy", TimeSpan.Zero, "T-0"),
        };
        var scene = SomeLine.Staged(SomeLine.Book("deploy-production", rollout)).PlannedOn(3);
        Assert.Equal(StepStatus.Running, scene.StepOf().Status);
        Assert.Equal((0, false), (scene.After(TimeSpan.FromDays(2)).Late().Count, Told(scene).Late));
    }

    [Fact]
    public void The_clock_stops_when_the_shipment_ends()
    {
        var scene = Notifying().PlannedOn(4)
            .Do(SomeLine.Walk, new CancelShipment("not now")).After(TimeSpan.FromDays(7));
        Assert.Equal((0, false), (scene.Late().Count, Told(scene).Late));
    }

    [Fact]
    public void Under_another_guide_what_was_told_is_not_told_again()
    {
        var scene = Missed();
        var book = SomeLine.Book("deploy-production", Before with { Text = "Notify support and sales" });
        scene.Do(GuideBook.Stream, new ApplyPlaybook(new Compilation(book with { Hash = "another" }, [])))
            .Do(SomeLine.Walk, new RepinShipment("they asked for it")).Pursue();
        Assert.Equal("Notify support and sales", scene.StepOf().Title);
        Assert.Equal((1, true), (scene.Late().Count, Told(scene).Late));
    }

    private static Scene Notifying(Check? line = null) =>
        SomeLine.Staged(SomeLine.Book("deploy-production", line ?? Before));

    private static Scene Missed(Check? line = null) =>
        Notifying(line).PlannedOn(4).After(TimeSpan.FromDays(1)).Pursue();

    private static string InTheWay(Scene scene) => Assert.Single(scene.InTheWay()).Sentence;

    private static IEnumerable<Deliver> Mails(Scene scene) => AnnouncementReactions
        .On(scene.Facts.Last(f => f.Event is StepFellDue), scene.World).OfType<Deliver>();

    private static (string Words, bool Late) Told(Scene scene)
    {
        var times = StepTimes.Of(scene.ShipmentOf(), scene.World.Reader());
        return (times.Words(scene.StepOf(), scene.Now), times.IsLate(scene.StepOf(), scene.Now));
    }
}

internal static class LateSteps
{
    /// <summary>Production is to start at 08:00 UTC on a day of that March.</summary>
    public static Scene PlannedOn(this Scene scene, int day) =>
        scene.Do(SomeRelease.Stream, new PlanStart(new DateTimeOffset(2026, 3, day, 8, 0, 0, TimeSpan.Zero)));

    /// <summary>What is on record as late when the clock has looked.</summary>
    public static List<StepFellDue> Late(this Scene scene) =>
        [.. scene.Pursue().Facts.Select(f => f.Event).OfType<StepFellDue>()];
}
