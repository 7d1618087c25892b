using System.Text;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Guide;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Files.Guide;

namespace Plimsoll.Core.Tests.Incidents;

/// <summary>The organisation's settings beside its guide decide when the retrospective counts, and by when.</summary>
public sealed class WhatTheSidecarSaysOfTheMeeting
{
    [Fact]
    public void Booked_counts_with_the_invitation()
    {
        var scene = Resolved("retrospective: booked\n");
        Assert.True(scene.Duty(DutyConcepts.Retrospective).IsOpen);
        scene.Tell(SomeIncident.Meeting(scene, TimeSpan.FromHours(20)));
        Assert.Equal(DutyState.Done, scene.StateOf(DutyConcepts.Retrospective));
        Assert.StartsWith("invited for", scene.Duty(DutyConcepts.Retrospective).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_meeting_booked_for_too_late_does_not_count()
    {
        var scene = Resolved("retrospective: booked\n");
        scene.Tell(SomeIncident.Meeting(scene, TimeSpan.FromHours(49)));
        Assert.True(scene.Duty(DutyConcepts.Retrospective).IsOpen);
    }

    [Theory, InlineData("retrospective: held\n"), InlineData("# nothing yet\n")]
    public void Held_counts_when_it_has_begun(string sidecar)
    {
        var scene = Resolved(sidecar);
        scene.Tell(SomeIncident.Meeting(scene, TimeSpan.FromHours(20)));
        Assert.True(scene.Duty(DutyConcepts.Retrospective).IsOpen);
        scene.After(TimeSpan.FromHours(20));
        Assert.Equal(DutyState.Done, scene.StateOf(DutyConcepts.Retrospective));
    }

    [Fact]
    public void Business_days_leave_out_the_days_on_which_the_organisation_rests()
    {
        var resolved = Resolved("# nothing yet\n", "within 2 business days").Now;
        var rest = string.Join(", ", Enumerable.Range(1, 4).Select(
            day => DateOnly.FromDateTime(resolved.UtcDateTime).AddDays(day).ToString("yyyy-MM-dd", null)));
        var scene = Resolved($"calendar: {{holidays: [{rest}]}}\n", "within 2 business days");
        Assert.True(scene.Duty(DutyConcepts.Retrospective).Due >= scene.Now.AddDays(6));
        scene.Tell(SomeIncident.Meeting(scene, TimeSpan.FromDays(5))).After(TimeSpan.FromDays(5));
        Assert.Equal((DutyState.Done, false),
            (scene.StateOf(DutyConcepts.Retrospective), scene.Duty(DutyConcepts.Retrospective).WasLate));
    }

    [Fact]
    public void A_guide_that_asks_for_it_sooner_leaves_time_from_the_moment_the_incident_moved_to_it()
    {
        var scene = Resolved("# nothing yet\n", "within 240 hours").After(TimeSpan.FromHours(100))
            .Do(GuideBook.Stream, new ApplyPlaybook(Guide("# nothing yet\n", "within 48 hours")))
            .Tell(new RepinIncident("the guide has changed"));
        Assert.Equal(scene.Now.AddHours(48), scene.Duty(DutyConcepts.Retrospective).Due);
        scene.Tell(SomeIncident.Meeting(scene, TimeSpan.FromHours(20)));
        Assert.True(scene.Duty(DutyConcepts.Retrospective).IsArranged);
        scene.After(TimeSpan.FromHours(20));
        Assert.Equal(DutyState.Done, scene.StateOf(DutyConcepts.Retrospective));
    }

    private static Scene Resolved(string sidecar, string time = "within 48 hours") =>
        SomeLane.Adopted(null).Do(GuideBook.Stream, new ApplyPlaybook(Guide(sidecar, time)))
            .After(TimeSpan.FromHours(25)).Tell(SomeIncident.Declare()).Tell(new TakeCommand())
            .Tell(new RecordDecision(Remedy.Workaround, "the quickest way", ["rollback", "workaround"]))
            .Tell(new FinishMitigation("", "the feature is switched off"))
            .Tell(new VouchForMitigation(true, "orders go through"), "quinn")
            .Tell(new ResolveIncident("orders go through"), "quinn");

    private static Compilation Guide(string sidecar, string time)
    {
        var text = Encoding.UTF8.GetString(SomeGuide.ReferenceBytes);
        Assert.Contains("within 48 hours", text, StringComparison.Ordinal);
        return GuideSources.Compile(new ApplyGuide(
            SomeGuide.ReferenceName,
            Encoding.UTF8.GetBytes(text.Replace("within 48 hours", time, StringComparison.Ordinal)),
            new NamedFile("guide.plimsoll.yaml", Encoding.UTF8.GetBytes(sidecar))));
    }
}
