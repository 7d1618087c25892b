using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Incidents;

using static Plimsoll.Core.Incidents.IncidentStatus;

public sealed class MovingOn
{
    private static readonly HashSet<(IncidentStatus, IncidentStatus)> Drawn =
    [
        (Investigating, Identified), (Identified, Mitigating), (Mitigating, Monitoring), (Monitoring, IncidentStatus.Resolved),
        (IncidentStatus.Resolved, Reviewing), (Reviewing, Closed), (Investigating, Mitigating), (Monitoring, Identified),
        (Mitigating, Investigating), (Identified, Investigating), (Investigating, Monitoring), (Identified, Monitoring),
        (IncidentStatus.Resolved, Investigating), (Reviewing, Investigating), (Cancelled, Investigating),
        .. from open in new[] { Investigating, Identified, Mitigating, Monitoring, IncidentStatus.Resolved, Reviewing }
           from end in new[] { Merged, Cancelled }
           select (open, end),
    ];

    [Fact]
    public void Only_the_drawn_moves_are_possible() => Assert.All(
        from before in Enum.GetValues<IncidentStatus>() from after in Enum.GetValues<IncidentStatus>() select (before, after),
        move => Assert.Equal(Drawn.Contains(move), move.before.MayBecome(move.after)));

    [Fact]
    public void The_whole_way_ends_closed() =>
        Assert.Equal((Closed, true), (SomeIncident.Closed().IncidentOf().Status, SomeIncident.Closed().IncidentOf().Times.Closed is not null));

    [Fact]
    public void It_may_recover_by_itself_and_still_owes_a_cause()
    {
        var scene = SomeIncident.Led().Tell(new RecordDecision(Remedy.None, "gone", []));
        Assert.Equal(Monitoring, scene.IncidentOf().Status);
        scene.Tell(new VouchForMitigation(true, "gone")).Tell(new ResolveIncident("gone")).Tell(new SendUpdate("Gone.", [], true));
        Assert.Contains("incident.timeline-and-rca", Missing(scene));
    }

    [Fact]
    public void A_wrong_cause_sends_it_back()
    {
        var scene = SomeIncident.Led().Tell(new IdentifyCause("a disk", 0));
        Assert.Equal(Identified, scene.IncidentOf().Status);
        Assert.Equal((Investigating, ""), (scene.Tell(new DropCause("the network")).IncidentOf().Status, scene.IncidentOf().Cause));
        Assert.Equal(RefusalKind.Invalid, scene.Kind(new DropCause("again")));
    }

    [Fact]
    public void Five_minutes_of_green_verify_it_and_red_sends_it_back()
    {
        var scene = SomeIncident.Mitigated();
        for (var minute = 0; minute < 5; minute++)
            scene.Tell(new SampleMitigation(Sample.Green, "2 of 2"), "system:checks").After(TimeSpan.FromMinutes(1));
        Assert.Null(scene.IncidentOf().Mitigation!.VerifiedAt);
        Assert.Equal([typeof(MitigationSampled), typeof(MitigationVerified)], scene.Happens(new SampleMitigation(Sample.Green, "2 of 2")));
        var red = SomeIncident.Mitigated().Tell(new SampleMitigation(Sample.Red, "500"));
        Assert.Equal((Identified, null), (red.IncidentOf().Status, red.IncidentOf().Mitigation));
    }

    [Fact]
    public void A_gap_in_looking_counts_for_nothing()
    {
        var scene = SomeIncident.Mitigated().Tell(new SampleMitigation(Sample.Green, "ok")).After(TimeSpan.FromMinutes(30))
            .Tell(new SampleMitigation(Sample.Green, "ok"));
        Assert.Equal(TimeSpan.Zero, scene.IncidentOf().Mitigation!.Green);
    }

    [Fact]
    public void A_clock_that_is_put_back_between_two_looks_takes_nothing_away()
    {
        var scene = SomeIncident.Mitigated().Tell(new SampleMitigation(Sample.Green, "ok")).After(TimeSpan.FromMinutes(1))
            .Tell(new SampleMitigation(Sample.Green, "ok")).After(TimeSpan.FromHours(-1))
            .Tell(new SampleMitigation(Sample.Green, "ok"));
        Assert.Equal(TimeSpan.FromMinutes(1), scene.IncidentOf().Mitigation!.Green);
    }

    [Fact]
    public void Resolving_waits_for_decision_mitigation_and_verification_and_for_a_person()
    {
        Assert.Equal(["incident.decision"], Blockers(SomeIncident.Led(), new ResolveIncident("x")));
        Assert.Equal(["incident.mitigation"], Blockers(SomeIncident.Decided(), new ResolveIncident("x")));
        Assert.Equal(["incident.verification"], Blockers(SomeIncident.Mitigated(), new ResolveIncident("x")));
        Assert.Equal(RefusalKind.Forbidden, SomeIncident.Verified().Kind(new ResolveIncident("x"), "system:checks"));
        Assert.Equal(RefusalKind.Invalid, SomeIncident.Verified().Kind(new ResolveIncident(" ")));
    }

    [Fact]
    public void Closing_waits_for_every_line_of_the_review()
    {
        Assert.Equal(["incident.final-update", "incident.retro-scheduled", "incident.timeline-and-rca", "incident.action-items",
            "incident.runbooks-updated"], Missing(SomeIncident.Resolved()));
        Assert.Equal(["incident.channel"], Missing(SomeIncident.Reviewed().Tell(new OpenChannel("a", ""))));
        Assert.Equal(RefusalKind.Forbidden, SomeIncident.Reviewed().Kind(new CloseIncident(), "system:clock"));
        Assert.Contains("incident.resolved", Blockers(SomeIncident.Led(), new CloseIncident()));
        Assert.Equal([typeof(IncidentClosed)], SomeIncident.Reviewed().Happens(new CloseIncident()));
    }

    [Fact]
    public void A_line_may_be_left_out_with_a_reason_by_who_leads_but_not_the_end_itself()
    {
        var scene = SomeIncident.Reviewing();
        var line = scene.Duty(DutyConcepts.Retrospective).Check.Id;
        Assert.Equal(RefusalKind.Forbidden, scene.Kind(new WaiveDuty(line, "tiny"), "dan"));
        Assert.Equal(RefusalKind.Invalid, scene.Kind(new WaiveDuty(line, "")));
        Assert.Equal(RefusalKind.Invalid, scene.Kind(new WaiveDuty(scene.Duty(DutyConcepts.Close).Check.Id, "tiny")));
        Assert.Equal(RefusalKind.NotFound, scene.Kind(new WaiveDuty("dance", "tiny")));
        Assert.Equal(DutyState.Waived, scene.Tell(new WaiveDuty(line, "tiny")).StateOf(DutyConcepts.Retrospective));
        Assert.Equal(RefusalKind.TooLate, scene.Kind(new WaiveDuty(line, "tiny")));
        Assert.Equal(RefusalKind.Invalid, scene.Kind(new CompleteDuty(scene.Duty(DutyConcepts.RootCause).Check.Id, "said")));
    }

    [Fact]
    public void Merged_or_cancelled_ends_every_line_with_that_reason()
    {
        var scene = SomeIncident.Declared().Do(Incident.StreamOf("INC-2"), SomeIncident.Declare("INC-2"));
        Assert.Equal(RefusalKind.Invalid, scene.Kind(new MergeIncident("INC-1", "x")));
        Assert.Equal(RefusalKind.NotFound, scene.Kind(new MergeIncident("INC-9", "x")));
        Assert.Equal(RefusalKind.Invalid, scene.Kind(new MergeIncident("INC-2", "")));
        scene.Tell(new MergeIncident("INC-2", "the same"));
        Assert.All(scene.Duties().Where(d => d.State != DutyState.Done), d => Assert.Equal("merged into INC-2: the same", d.Evidence));
        Assert.Equal(RefusalKind.TooLate, scene.Refused(Incident.StreamOf("INC-2"), new MergeIncident("INC-1", "x")).Kind);
        Assert.Equal(RefusalKind.TooLate, scene.Kind(new SendUpdate("x", [], false)));
        Assert.Empty(scene.Watch(TimeSpan.FromMinutes(40)));
        var cancelled = SomeIncident.Declared().Tell(new CancelIncident("a drill"));
        Assert.All(cancelled.Duties().Where(d => d.State != DutyState.Done), d => Assert.Equal("cancelled: a drill", d.Evidence));
    }

    [Fact]
    public void Cancelled_by_mistake_it_is_opened_again_and_a_closed_or_merged_one_is_not()
    {
        var scene = SomeIncident.Led().Tell(new AddActionItem("Watch it", "dan", SomeIncident.Day(SomeIncident.Led(), 3), true))
            .Follow().Tell(new CancelIncident("a drill")).Follow();
        Assert.Empty(scene.Get<Service>(Service.StreamOf(SomeService.Name)).Owed);

        scene.Tell(new ReopenIncident("it was none"), "dan").Follow();

        Assert.Equal((Investigating, 1, ""), (scene.IncidentOf().Status, scene.IncidentOf().Reopened, scene.IncidentOf().EndReason));
        Assert.Single(scene.Get<Service>(Service.StreamOf(SomeService.Name)).Owed);
        Assert.Contains(SomeIncident.Id, scene.Get<Lane>(SomeLane.Production).Holds.Select(h => h.Id));
        Assert.Equal(RefusalKind.TooLate, SomeIncident.Closed().Kind(new ReopenIncident("again")));
        Assert.Equal(RefusalKind.TooLate, SomeIncident.Closed().Kind(new CancelRetrospective("nobody came")));
    }

    [Fact]
    public void Merging_carries_the_higher_severity_to_the_one_that_goes_on()
    {
        Severity Merged(Severity one, Severity other)
        {
            var scene = SomeIncident.Declared(one).Do(Incident.StreamOf("INC-2"), SomeIncident.Declare("INC-2", severity: other));
            return scene.Tell(new MergeIncident("INC-2", "the same")).Follow().IncidentOf("INC-2").Severity;
        }

        Assert.Equal(Severity.Critical, Merged(Severity.Critical, Severity.Low));
        Assert.Equal(Severity.Critical, Merged(Severity.Low, Severity.Critical));
    }

    [Fact]
    public void One_that_goes_on_is_not_merged_into_one_for_which_nobody_is_called_any_more()
    {
        var scene = SomeIncident.Resolved().Do(Incident.StreamOf("INC-2"), SomeIncident.Declare("INC-2"));

        var refusal = scene.Refused(Incident.StreamOf("INC-2"), new MergeIncident("INC-1", "the same"));

        Assert.Contains("Merge INC-1 into INC-2", refusal.Reason, StringComparison.Ordinal);
        scene.Tell(new MergeIncident("INC-2", "the same"));
        Assert.Equal(IncidentStatus.Merged, scene.IncidentOf().Status);
    }

    [Fact]
    public void Merged_into_one_that_names_no_service_that_one_is_about_its_service_and_holds_it()
    {
        var scene = SomeIncident.Declared(Severity.High).Do(Incident.StreamOf("INC-2"), SomeIncident.Declare("INC-2", service: "")).Follow();

        scene.Tell(new MergeIncident("INC-2", "the same")).Follow();

        Assert.Equal(SomeService.Name, scene.IncidentOf("INC-2").Service);
        Assert.Equal(["INC-2"], scene.LaneOf().Holds.Select(h => h.Incident));
    }

    [Fact]
    public void The_patch_of_one_that_was_merged_is_the_patch_of_the_one_that_goes_on()
    {
        var scene = SomeIncident.Declared(Severity.High)
            .Do(Incident.StreamOf("INC-2"), SomeIncident.Declare("INC-2", severity: Severity.High)).Follow();
        Assert.Equal(["lane.hold"], scene.Patch("1.0.1").Blockers("prod-1.0.1"));

        scene.Tell(new MergeIncident("INC-2", "the same")).Follow();

        Assert.Equal(["1.0.1"], scene.IncidentOf("INC-2").Hotfixes);
        Assert.Equal("prod-1.0.1", scene.LaneOf().Active?.Deployment.Deployment);
    }

    private static string[] Missing(Scene scene) => Blockers(scene, new CloseIncident());

    private static string[] Blockers(Scene scene, Command command)
    {
        var refusal = scene.Refused(SomeIncident.Stream, command);
        Assert.Equal(RefusalKind.Blocked, refusal.Kind);
        return [.. refusal.Blockers.Select(b => b.Code)];
    }
}
