using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Incidents;

using static Plimsoll.Core.Incidents.DutyConcepts;

/// <summary>For each line: what leaves it open, and the one thing that does it.</summary>
public sealed class WhatDoesALine
{
    [Fact]
    public void Severity_is_assessed_by_a_person_and_not_by_the_declaration() => Does(
        SomeIncident.Declared(), DutyConcepts.Severity, s => s.Tell(new RaiseSeverity(Core.Incidents.Severity.Critical, "worse")),
        s => s.Tell(new AssessSeverity(Core.Incidents.Severity.Critical, "nobody can pay")));

    [Fact]
    public void The_commander_is_there_when_somebody_accepts_and_not_when_somebody_is_asked() => Does(
        SomeIncident.Declared(), Commander, s => s.Tell(new OfferCommand("bob")), s => s.Tell(new TakeCommand(), "bob"));

    [Fact]
    public void The_channel_is_an_address() => Does(SomeIncident.Declared(), DutyConcepts.Channel,
        s => s.Tell(new NoteAction("we talk in the kitchen", null)), s => s.Tell(new OpenChannel("", "https://call")));

    [Fact]
    public void The_first_update_is_sent_by_a_person() => Does(SomeIncident.Declared(), InitialUpdate,
        s => s.Tell(new NoteAction("we told them", null)), s => s.Tell(new SendUpdate("We look.", [], false)));

    [Fact]
    public void The_team_is_every_role_of_the_line_once_security_is_answered() => Does(SomeIncident.Declared(), Team,
        s => s.Tell(new JoinResponse("dan", "Developers")).Tell(new JoinResponse("ada", "Release Manager")),
        s => s.Tell(new AnswerSecurity(false, "no data is touched")));

    [Fact]
    public void A_needed_Security_Lead_is_waited_for() => Does(SomeIncident.Declared(), Team,
        s => s.Tell(new JoinResponse("dan", "Developers")).Tell(new JoinResponse("ada", "Release Manager"))
            .Tell(new AnswerSecurity(true, "")),
        s => s.Tell(new JoinResponse("sue", "Security Lead")));

    [Fact]
    public void Symptoms_come_with_the_time_they_began() => Does(SomeIncident.Declared(), Symptoms,
        s => s.Tell(new NoteAction("it is slow", null)), s => s.Tell(new RecordSymptoms(s.Now.AddMinutes(-5), "slow")));

    [Fact]
    public void A_suspect_is_named_by_a_person_and_not_proposed_by_Plimsoll()
    {
        var scene = SomeIncident.Quiet().Tell(SomeIncident.Declare());
        Assert.All(scene.IncidentOf().Suspects, s => Assert.True(s.Proposed));
        Assert.NotEmpty(scene.IncidentOf().Suspects);
        Does(scene, Suspects, s => s, s => s.Tell(new NameSuspect("the disk", "", "")));
        Does(SomeIncident.Declared(), Suspects, s => s, s => s.Tell(new IdentifyCause("the disk", 0)));
    }

    [Fact]
    public void The_decision_is_recorded() => Does(SomeIncident.Led(), Decide,
        s => s.Tell(new NameSuspect("the disk", "", "")), s => s.Tell(new RecordDecision(Remedy.Workaround, "fast", [])));

    [Fact]
    public void The_mitigation_is_carried_out_and_not_just_decided() => Does(SomeIncident.Led(), Execute,
        s => s.Tell(new RecordDecision(Remedy.Workaround, "fast", [])), s => s.Tell(new FinishMitigation("", "switched off")));

    [Fact]
    public void It_is_verified_by_green_checks_held_or_by_a_person() => Does(SomeIncident.Mitigated(), Verify,
        s => s.Tell(new SampleMitigation(Sample.Green, "2 of 2")), s => s.Tell(new VouchForMitigation(true, "orders go through")));

    [Fact]
    public void Updates_are_owed_until_it_is_resolved() => Does(SomeIncident.Verified(), DutyConcepts.Update,
        s => s.Tell(new SendUpdate("Better.", [], false)), s => s.Tell(new ResolveIncident("fine")));

    [Fact]
    public void Restoration_is_confirmed_by_a_person_after_green_checks() => Does(SomeIncident.Mitigated(), Restored,
        s => s.Tell(new VouchForMitigation(true, "fine")), s => s.Tell(new ResolveIncident("fine")));

    [Fact]
    public void The_final_update_is_the_one_after_the_end() => Does(SomeIncident.Resolved(), FinalUpdate,
        s => s.Tell(new SendUpdate("Nearly.", [], false)), s => s.Tell(new SendUpdate("It works.", [], true)));

    [Fact]
    public void The_retrospective_has_begun_within_48_hours() => Does(SomeIncident.Resolved(), DutyConcepts.Retrospective,
        s => s.Tell(SomeIncident.Meeting(s, TimeSpan.FromHours(48))).After(TimeSpan.FromHours(47)),
        s => s.After(TimeSpan.FromHours(1)));

    [Fact]
    public void A_retrospective_that_is_too_late_counts_once_a_person_says_that_it_was_held()
    {
        var scene = SomeIncident.Resolved();
        Does(scene, DutyConcepts.Retrospective,
            s => s.Tell(SomeIncident.Meeting(s, TimeSpan.FromHours(49))).After(TimeSpan.FromHours(50)),
            s => s.Tell(new HoldRetrospective(s.Now.AddHours(-1), "Ada and Dan")));
        Assert.True(scene.Duty(DutyConcepts.Retrospective).WasLate);
    }

    [Fact]
    public void A_retrospective_held_without_an_invitation_counts_by_a_persons_word() => Does(
        SomeIncident.Resolved(), DutyConcepts.Retrospective, s => s.After(TimeSpan.FromHours(3)),
        s => s.Tell(new HoldRetrospective(s.Now.AddHours(-2), "Ada and Dan")));

    [Fact]
    public void Where_the_house_says_booked_the_invitation_is_enough()
    {
        var scene = SomeIncident.Resolved();
        scene.Tell(SomeIncident.Meeting(scene, TimeSpan.FromHours(20)));
        var due = scene.Duty(DutyConcepts.Retrospective).Due;

        Assert.Null(RetrospectiveRules.Done(scene.IncidentOf(), due, scene.Now));
        Assert.NotNull(RetrospectiveRules.Done(scene.IncidentOf(), due, scene.Now, RetrospectiveRule.Booked));
    }

    [Fact]
    public void The_root_cause_is_written_in_the_review() => Does(SomeIncident.Reviewing(), RootCause,
        s => s.Tell(new IdentifyCause("a disk", 0)).Tell(new EditReview(Sections.Summary, "A disk.", 0)),
        s => s.Tell(new EditReview(Sections.RootCause, "A disk.", 0)));

    [Fact]
    public void Action_items_or_a_reason_for_none()
    {
        Does(SomeIncident.Reviewing(), Actions, s => s, s => s.Tell(new DeclareNoActions("a meteorite")));
        Does(SomeIncident.Reviewing(), Actions, s => s, s => s.Tell(new AddActionItem("Watch it", "dan", SomeIncident.Day(s, 1), false)));
    }

    [Fact]
    public void Runbooks_are_answered_by_a_changed_file_or_a_reason()
    {
        Does(SomeIncident.Reviewing(), Runbooks, s => s, s => s.Tell(new AnswerRunbooks("", "", null, "right as it is")));
        Does(SomeIncident.Reviewing(), Runbooks, s => s, s => s.Tell(new AnswerRunbooks("disk.md", "c1", s.Now, "")));
    }

    [Fact]
    public void Closing_does_the_last_line() =>
        Does(SomeIncident.Reviewed(), Close, s => s, s => s.Tell(new CloseIncident()));

    private static void Does(Scene scene, string concept, Func<Scene, Scene> leavesOpen, Func<Scene, Scene> does)
    {
        leavesOpen(scene);
        Assert.True(scene.Duty(concept).IsOpen, $"{concept} is {scene.StateOf(concept)} before");
        does(scene);
        Assert.Equal(DutyState.Done, scene.StateOf(concept));
        Assert.NotEqual("", scene.Duty(concept).Evidence);
    }
}
