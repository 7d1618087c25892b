using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Incidents;

public sealed class Clocks
{
    [Fact]
    public void The_house_sets_those_of_the_review_that_the_guide_does_not()
    {
        var scene = SomeIncident.Resolved();
        var book = SomeIncident.Guide.Playbook with
        {
            Settings = new GuideSettings { FinalUpdateWithin = TimeSpan.FromMinutes(20), ReviewWithin = TimeSpan.FromDays(3) },
        };
        var duties = IncidentDuties.Of(scene.Get<Incident>(SomeIncident.Stream), book, scene.Now).ToList();
        Assert.Equal(
            (scene.Now.AddMinutes(20), scene.Now.AddDays(3)),
            (duties.Single(d => d.Check.Concept == DutyConcepts.FinalUpdate).Due,
                duties.Single(d => d.Check.Concept == DutyConcepts.RootCause).Due));
    }

    private static readonly string Cadence = SomeIncident.Declared().Duty(DutyConcepts.Update).Check.Id;

    [Fact]
    public void They_count_from_the_declaration_and_no_correction_moves_them()
    {
        var scene = SomeIncident.Resolved();
        var before = scene.Duties().Select(d => d.Due).ToList();
        scene.Tell(new RecordSymptoms(scene.Now.AddHours(-3), "slow"));
        foreach (var milestone in Enum.GetValues<Milestone>()) scene.Tell(new CorrectTime(milestone, scene.Now.AddHours(-2), "a clock was wrong"));
        Assert.Equal(before, scene.Duties().Select(d => d.Due));
        Assert.Equal(scene.Now.AddHours(-2), scene.IncidentOf().Times.Resolved);
        Assert.Equal(RefusalKind.Invalid, scene.Kind(new CorrectTime(Milestone.Started, scene.Now.AddHours(1), "x")));
        Assert.Equal(RefusalKind.Invalid, scene.Kind(new CorrectTime(Milestone.Started, scene.Now, " ")));
    }

    [Fact]
    public void Only_a_persons_update_starts_the_cadence_anew()
    {
        var scene = SomeIncident.Declared();
        var due = scene.Duty(DutyConcepts.Update).Due;
        scene.After(TimeSpan.FromMinutes(20)).Tell(new NoteAction("busy", null)).Tell(new AssessSeverity(Severity.Low, "few"))
            .Tell(new RecordDecision(Remedy.Workaround, "fast", [])).Tell(new FinishMitigation("", "off"));
        Assert.Equal(RefusalKind.Forbidden, scene.Kind(new SendUpdate("Still here.", [], false), "system:robot"));
        Assert.Equal(due, scene.Duty(DutyConcepts.Update).Due);
        scene.Tell(new SendUpdate("Off.", [], false));
        Assert.Equal(scene.Now.AddMinutes(30), scene.Duty(DutyConcepts.Update).Due);
        Assert.Equal(scene.Now.AddMinutes(30), scene.IncidentOf().LastUpdate!.NextBy);
    }

    [Fact]
    public void The_cadence_is_missed_once_per_whole_interval_and_escalated_once()
    {
        var seen = SomeIncident.Declared().Watch(TimeSpan.FromMinutes(125)).Where(e => IdOf(e) == Cadence).ToList();
        Assert.Equal([1, 2, 3, 4], seen.OfType<DutyMissed>().Select(m => m.Times));
        Assert.Single(seen.OfType<DutyNudged>());
        Assert.Single(seen.OfType<DutyEscalated>());
    }

    [Fact]
    public void After_a_gap_only_the_highest_rung_is_told()
    {
        var scene = SomeIncident.Declared().Follow().After(TimeSpan.FromHours(5)).Follow();
        Assert.DoesNotContain(scene.Facts, f => f.Event is DutyNudged);
        Assert.All(scene.Facts.Select(f => f.Event).OfType<DutyMissed>(), m => Assert.True(m.Quiet));
        Assert.Equal(11, scene.Facts.Count(f => f.Event is DutyEscalated));
        Assert.Equal(10, scene.Facts.Select(f => f.Event).OfType<DutyMissed>().Single(m => m.Duty == Cadence).Times);
    }

    [Fact]
    public void Done_in_time_nothing_is_said() => Assert.DoesNotContain(
        SomeIncident.Declared().Tell(new TakeCommand()).Watch(TimeSpan.FromMinutes(15)), e => IdOf(e) == DutyConcepts.Commander);

    [Fact]
    public void Reopened_the_cadence_starts_again_and_the_first_hour_does_not()
    {
        var scene = SomeIncident.Resolved().After(TimeSpan.FromHours(3)).Tell(new ReopenIncident("it is back"));
        Assert.Equal((1, IncidentStatus.Investigating), (scene.IncidentOf().Reopened, scene.IncidentOf().Status));
        Assert.Equal(scene.Now.AddMinutes(30), scene.Duty(DutyConcepts.Update).Due);
        var first = scene.Duties().Where(d => d.Check.Due is { Anchor: "T0" }).ToList();
        Assert.All(first.Where(d => d.IsOpen), d => Assert.Null(d.Due));
        Assert.All(first.Where(d => d.DoneAt < scene.Now), d => Assert.NotNull(d.Due));
        Assert.Equal([Cadence], scene.Watch(TimeSpan.FromMinutes(59)).Select(IdOf).Distinct());
    }

    [Fact]
    public void The_48_hours_count_from_the_last_end_and_an_older_meeting_does_not_serve()
    {
        var scene = SomeIncident.Resolved();
        scene.Tell(SomeIncident.Meeting(scene, TimeSpan.FromHours(1))).After(TimeSpan.FromHours(2)).Tell(new ReopenIncident("back"))
            .Tell(new RecordDecision(Remedy.None, "gone", [])).Tell(new VouchForMitigation(true, "gone")).Tell(new ResolveIncident("gone"));
        Assert.Equal((DutyState.Open, scene.Now.AddHours(48)),
            (scene.StateOf(DutyConcepts.Retrospective), scene.Duty(DutyConcepts.Retrospective).Due));
    }

    [Fact]
    public void The_next_to_lead_is_asked_after_five_minutes_and_last_whoever_acknowledged()
    {
        var scene = SomeIncident.Declared().Follow();
        Assert.Equal("ada", scene.IncidentOf().Lead.Offered);
        Assert.Equal("ada", scene.Tell(new RecordAcknowledgement("sam"), "system:page").IncidentOf().Lead.Offered);
        Assert.Equal("bob", scene.After(TimeSpan.FromMinutes(5)).Follow().IncidentOf().Lead.Offered);
        Assert.Equal("pam", scene.After(TimeSpan.FromMinutes(5)).Follow().IncidentOf().Lead.Offered);
        Assert.Equal("sam", scene.After(TimeSpan.FromMinutes(5)).Follow().IncidentOf().Lead.Offered);
        scene.Tell(new TakeCommand(), "sam").After(TimeSpan.FromMinutes(9)).Follow();
        Assert.Equal(("sam", "sam"), (scene.IncidentOf().Lead.Person, scene.IncidentOf().Lead.Offered));
        Assert.Equal(RefusalKind.Forbidden, scene.Kind(new TakeCommand(), "system:robot"));
    }

    [Fact]
    public void An_action_item_is_reminded_of_daily_from_its_day_also_after_the_end_until_done()
    {
        var scene = SomeIncident.Closed().Follow();
        for (var hour = 0; hour < 24 * 5; hour++) scene.After(TimeSpan.FromHours(1)).Follow();
        var days = scene.Facts.Select(f => f.Event).OfType<ActionItemReminded>().Select(r => r.Day).ToList();
        Assert.Equal(days.Distinct(), days);
        Assert.Equal(scene.IncidentOf().Review.Actions[0].Due, days[0]);
        Assert.InRange(days.Count, 3, 4);
        scene.Tell(new CompleteActionItem(1, "done"), "dan").After(TimeSpan.FromDays(2)).Follow();
        Assert.Equal(days.Count, scene.Facts.Count(f => f.Event is ActionItemReminded));
    }

    private static string IdOf(IncidentEvent happened) => happened switch
    {
        DutyNudged nudged => nudged.Duty,
        DutyMissed missed => missed.Duty,
        DutyEscalated escalated => escalated.Duty,
        _ => "",
    };
}
