using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Incidents;

/// <summary>Faults somebody found by reading; each stays found.</summary>
public sealed class WhatAReviewFound
{
    [Theory]
    [InlineData("Ada Lovelace")]
    [InlineData("ada@")]
    [InlineData("ada@example.org, ben@example.org")]
    [InlineData("Ada <ada@example.org>")]
    public void Who_is_invited_has_one_address(string attendee)
    {
        var scene = SomeIncident.Resolved();
        var refusal = scene.Refused(SomeIncident.Stream, new ScheduleRetrospective(scene.Now.AddHours(4), 45, [attendee]));
        Assert.Equal(RefusalKind.Invalid, refusal.Kind);
        Assert.Contains(attendee, refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fold_survives_every_fact_that_was_redacted()
    {
        var facts = SomeIncident.Closed().Facts.Where(f => f.Stream == SomeIncident.Stream).ToList();
        for (var gone = 0; gone < facts.Count; gone++)
        {
            var world = new World();
            foreach (var (at, fact) in facts.Index())
                world.Apply(at == gone ? fact with { Event = new Redacted("gone") } : fact, Incident.Empty);
            Assert.True(world.VersionOf(SomeIncident.Stream) > 0);
        }
    }

    [Fact]
    public void A_correction_of_a_note_that_was_redacted_changes_nothing()
    {
        var scene = SomeIncident.Declared().Tell(new NoteAction("the name of a customer", null));
        scene.Tell(new CorrectNote(scene.IncidentOf().Timeline.Count, "a customer", "no names"));
        var world = new World();
        foreach (var fact in scene.Facts.Where(f => f.Stream == SomeIncident.Stream))
            world.Apply(fact.Event is ActionNoted ? fact with { Event = new Redacted("action-noted") } : fact, Incident.Empty);
        Assert.DoesNotContain(world.Get<Incident>(SomeIncident.Stream).Timeline, e => e.Sentence.Contains("customer", StringComparison.Ordinal));
    }

    [Fact]
    public void Deciding_again_later_makes_nobody_late()
    {
        var scene = SomeIncident.Decided().After(TimeSpan.FromHours(2)).Tell(new RecordDecision(Remedy.Hotfix, "better", []));
        Assert.False(scene.Duty(DutyConcepts.Decide).WasLate);
    }

    [Fact]
    public void An_update_that_was_missed_stays_missed_on_the_record()
    {
        var scene = SomeIncident.Led();
        scene.Watch(TimeSpan.FromMinutes(70));
        scene.Tell(new SendUpdate("we are at it", [], false));
        scene.Watch(TimeSpan.FromMinutes(26));
        scene.Tell(new SendUpdate("still at it", [], false));
        Assert.Equal(2, scene.Duty(DutyConcepts.Update).Record.MissedEver);
        Assert.True(scene.Duty(DutyConcepts.Update).WasLate);
    }

    [Fact]
    public void A_command_kept_while_the_server_was_away_stands_where_it_ran()
    {
        var scene = SomeIncident.Declared().After(TimeSpan.FromMinutes(20));
        var began = scene.Now.AddMinutes(-12);
        scene.Tell(new NoteCommand("df -h", 0, "all full", began));
        Assert.Equal(began, scene.IncidentOf().Timeline[^1].At);
    }
}
