using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Incidents;

using static Plimsoll.Core.Incidents.DutyConcepts;

/// <summary>Each line of the guide's incident checklist: who owns it, when it is due, what does it, what does not.</summary>
public sealed class TheNineteenLines
{
    private const string Lead = IncidentRoles.Commander;
    private const string Qa = "QA/Testing Specialist";

    /// <summary>Concept, owner, anchor, minutes after the anchor (0: no clock).</summary>
    public static TheoryData<string, string, string, int> Lines { get; } = new()
    {
        { DutyConcepts.Severity, Lead, "declared", 15 },
        { Commander, Lead, "declared", 15 },
        { DutyConcepts.Channel, Lead, "declared", 15 },
        { InitialUpdate, Lead, "declared", 15 },
        { Team, Lead, "declared", 15 },
        { Symptoms, Lead, "declared", 15 },
        { Suspects, Lead, "declared", 60 },
        { Decide, Lead, "declared", 60 },
        { Execute, Lead, "declared", 60 },
        { Verify, Qa, "declared", 60 },
        { DutyConcepts.Update, Lead, "declared", 30 },
        { Timeline, Lead, "", 0 },
        { Restored, Qa, "", 0 },
        { FinalUpdate, Lead, "resolved", 60 },
        { DutyConcepts.Retrospective, Lead, "resolved", 48 * 60 },
        { RootCause, Lead, "resolved", 7 * 24 * 60 },
        { Actions, Lead, "resolved", 7 * 24 * 60 },
        { Runbooks, "Developers", "resolved", 7 * 24 * 60 },
        { Close, Lead, "resolved", 7 * 24 * 60 },
    };

    [Fact]
    public void They_are_nineteen_in_the_guides_order() =>
        Assert.Equal(DutyConcepts.All, SomeIncident.Declared().Duties().Select(d => d.Check.Concept));

    [Theory, MemberData(nameof(Lines))]
    public void Each_has_its_owner_and_its_time(string concept, string owner, string anchor, int minutes)
    {
        var scene = SomeIncident.Declared();
        var declared = scene.Now;
        Assert.Equal([owner], scene.Duty(concept).Roles);
        Assert.Equal(anchor == "declared" ? declared.AddMinutes(minutes) : null, scene.Duty(concept).Due);
        var resolved = SomeIncident.Resolved();
        if (anchor == "resolved") Assert.Equal(resolved.Now.AddMinutes(minutes), resolved.Duty(concept).Due);
    }

    [Theory, MemberData(nameof(Lines))]
    public void Left_undone_it_is_nudged_missed_and_escalated_at_its_moments(string concept, string owner, string anchor, int minutes)
    {
        Assert.NotEmpty(owner);
        var scene = anchor == "resolved" ? SomeIncident.Resolved() : SomeIncident.Declared();
        var (from, time) = (scene.Now, TimeSpan.FromMinutes(minutes));
        scene.Follow();
        List<(string, TimeSpan)> seen = [];
        while (scene.Now < from + time * 2.2 + TimeSpan.FromMinutes(20))
        {
            var before = scene.Facts.Count;
            scene.After(TimeSpan.FromMinutes(minutes > 600 ? 12 : 1)).Follow();
            seen.AddRange(scene.Facts.Skip(before).Where(f => Rung(f.Event, scene.Duty(concept).Check.Id) != "")
                .Select(f => (Rung(f.Event, scene.Duty(concept).Check.Id), scene.Now - from)));
        }
        Assert.Equal(minutes == 0 ? [] : Expected(time, concept == DutyConcepts.Update), seen);
    }

    [Theory, MemberData(nameof(Lines))]
    public void Each_says_what_to_type(string concept, string owner, string anchor, int minutes)
    {
        Assert.NotNull(owner + anchor + minutes);
        var scene = SomeIncident.Declared();
        var command = DutyActions.CommandFor(scene.IncidentOf(), scene.Duty(concept));
        Assert.StartsWith("plimsoll incident ", command, StringComparison.Ordinal);
        Assert.Contains(SomeIncident.Id, command, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_clocks_are_kept_for_what_is_kept_by_itself() =>
        Assert.Equal(DutyState.Done, SomeIncident.Declared().StateOf(Timeline));

    private static List<(string, TimeSpan)> Expected(TimeSpan time, bool repeats)
    {
        var wait = TimeSpan.FromMinutes(Math.Clamp(time.TotalMinutes / 4, 5, 720));
        return repeats
            ? [("nudge", time * 0.8), ("miss 1", time), ("miss 2 quiet", time * 2), ("escalate", time * 2)]
            : [("nudge", time * 0.8), ("miss 1", time), ("escalate", time + wait)];
    }

    private static string Rung(Event happened, string duty) => happened switch
    {
        DutyNudged nudged when nudged.Duty == duty => "nudge",
        DutyMissed missed when missed.Duty == duty => $"miss {missed.Times}{(missed.Quiet ? " quiet" : "")}",
        DutyEscalated escalated when escalated.Duty == duty => "escalate",
        _ => "",
    };
}
