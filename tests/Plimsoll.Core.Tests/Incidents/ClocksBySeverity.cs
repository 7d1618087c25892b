using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.WhatLinesBecome;

namespace Plimsoll.Core.Tests.Incidents;

/// <summary>How bad it is drives the clocks; what changes later moves them forward only.</summary>
public sealed class ClocksBySeverity
{
    private static readonly Check Update = SomeLine.Of("incident.mitigate", CheckKind.Recurring, CheckMode.Semi, DutyConcepts.Update) with
    {
        CadenceBySeverity = Lengths.None.Add("critical", TimeSpan.FromHours(1)).Add("high", TimeSpan.FromDays(1)),
    };

    private static readonly Check Respond = SomeLine.Of("incident.immediate", CheckKind.Step, CheckMode.Manual) with
    {
        DueBySeverity = Lengths.None.Add("critical", TimeSpan.FromMinutes(15)).Add("high", TimeSpan.FromHours(4)),
    };

    [Fact]
    public void Hourly_for_critical_daily_for_high_drive_the_update_clock()
    {
        var scene = Declared(Update);
        Assert.Equal(scene.Now.AddDays(1), Due(scene));
        scene.After(TimeSpan.FromMinutes(20)).Tell(new AssessSeverity(Severity.Critical, "all"));
        Assert.Equal(scene.IncidentOf().DeclaredAt.AddHours(1), Due(scene));
        scene.Tell(new SendUpdate("Still down.", [], false));
        Assert.Equal((scene.Now.AddHours(1), scene.Now.AddHours(1)), (Due(scene), scene.IncidentOf().LastUpdate!.NextBy));
        scene.Tell(new AssessSeverity(Severity.High, "few"));
        Assert.Equal(scene.Now.AddDays(1), Due(scene));
    }

    [Fact]
    public void Raised_late_the_shorter_clock_begins_then_and_nothing_was_missed()
    {
        var scene = Declared(Update).After(TimeSpan.FromHours(9)).Follow().Tell(new AssessSeverity(Severity.Critical, "all")).Follow();
        Assert.Equal((scene.Now.AddHours(1), DutyState.Open), (Due(scene), Line(scene).State));
        Assert.DoesNotContain(scene.Facts, f => f.Event is DutyMissed);
        Assert.Equal([1], scene.Watch(TimeSpan.FromMinutes(61)).OfType<DutyMissed>().Select(m => m.Times));
    }

    [Fact]
    public void The_table_of_severities_drives_it_where_the_line_says_nothing()
    {
        var book = SomeLine.Book("", Update with { CadenceBySeverity = Lengths.None, Cadence = TimeSpan.FromHours(2) }) with
        {
            Severities = [new SeverityRule(9, "SEV1", "critical", TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30))],
        };
        var scene = Declared(book);
        Assert.Equal(scene.Now.AddHours(2), Due(scene));
        Assert.Equal(scene.Now.AddMinutes(30), Due(scene.Tell(new AssessSeverity(Severity.Critical, "all"))));
    }

    [Fact]
    public void A_deadline_by_severity_moves_forward_and_what_was_late_stays_late()
    {
        var scene = Declared(Respond);
        Assert.Equal(scene.Now.AddHours(4), Due(scene));
        scene.After(TimeSpan.FromMinutes(40)).Tell(new AssessSeverity(Severity.Critical, "all"));
        Assert.Equal(scene.Now.AddMinutes(15), Due(scene));
        scene.After(TimeSpan.FromMinutes(20)).Follow();
        Assert.Equal(DutyState.Overdue, Line(scene).State);
        scene.Tell(new AssessSeverity(Severity.High, "few"));
        Assert.Equal((DutyState.Open, scene.IncidentOf().DeclaredAt.AddHours(4)), (Line(scene).State, Due(scene)));
        Assert.Equal(1, Line(scene).Record.MissedEver);
    }

    [Fact]
    public void A_line_from_some_severity_on_holds_from_then()
    {
        var scene = Declared(SomeLine.Of("incident.immediate", CheckKind.Step, CheckMode.Manual) with
        {
            Severity = "critical", Due = new Due("T0", TimeSpan.FromMinutes(15), "15 minutes"),
        });
        Assert.Equal((DutyState.NotApplicable, null), (Line(scene).State, Due(scene)));
        scene.After(TimeSpan.FromHours(1)).Tell(new AssessSeverity(Severity.Critical, "all"));
        Assert.Equal((DutyState.Open, scene.Now.AddMinutes(15)), (Line(scene).State, Due(scene)));
    }

    [Fact]
    public void Any_recurring_line_begins_anew_each_time_it_is_done()
    {
        var scene = Declared(SomeLine.Of("incident.mitigate", CheckKind.Recurring, CheckMode.Manual) with { Cadence = TimeSpan.FromMinutes(15) });
        scene.After(TimeSpan.FromMinutes(10)).Tell(new CompleteDuty(SomeLine.Id, "looked"), "bob");
        Assert.Equal((DutyState.Open, scene.Now.AddMinutes(15)), (Line(scene).State, Due(scene)));
        scene.After(TimeSpan.FromMinutes(10)).Tell(new CompleteDuty(SomeLine.Id, "looked again"), "bob");
        Assert.Equal(scene.Now.AddMinutes(15), Due(scene));
        Assert.Equal([1, 2], scene.Watch(TimeSpan.FromMinutes(31)).OfType<DutyMissed>().Select(m => m.Times));
    }

    [Fact]
    public void A_rollbacks_line_counts_from_the_decision_to_roll_back()
    {
        var scene = Declared(SomeLine.Of("rollback", CheckKind.Step, CheckMode.Auto, "rollback-comms", "notify(rollback)") with
        {
            Due = new Due("rollback", TimeSpan.FromMinutes(30), "within 30 minutes"),
        });
        Assert.Equal(DutyState.NotYet, Line(scene).State);
        scene.After(TimeSpan.FromMinutes(5)).Tell(new RecordDecision(Remedy.Rollback, "errors", []));
        Assert.Equal((DutyState.Open, scene.Now.AddMinutes(30)), (Line(scene).State, Due(scene)));
    }

    [Fact]
    public void What_a_rollback_or_the_review_does_by_itself_is_said_once()
    {
        Check Rollback(string concept) => SomeLine.Of("rollback", CheckKind.Step, CheckMode.Auto, concept) with { Id = concept };
        var close = SomeLine.Of("incident.close", CheckKind.Task, CheckMode.Semi, DutyConcepts.RootCause) with { Id = "rca" };
        var scene = Declared(Rollback("incident-open"), Rollback("page-on-call"), Rollback("rollback"), Rollback("root-cause"), close);
        Assert.Equal(["rca"], scene.Duties().Select(d => d.Check.Id));
    }

    [Theory]
    [InlineData("2026-03-06T15:00Z", 2, "UTC", "", "2026-03-10T15:00Z")]
    [InlineData("2026-03-06T15:00Z", 2, "UTC", "2026-03-09", "2026-03-11T15:00Z")]
    [InlineData("2026-03-07T15:00Z", 1, "UTC", "", "2026-03-09T15:00Z")]
    [InlineData("2026-03-27T23:30Z", 1, "Europe/Berlin", "", "2026-03-29T22:30Z")]
    [InlineData("2026-03-10T15:00Z", -2, "UTC", "", "2026-03-06T15:00Z")]
    public void Business_days_are_counted_where_people_work(string from, int days, string zone, string holiday, string due) => Assert.Equal(
        DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture),
        new Due("resolved", default, "") { BusinessDays = days }.From(
            DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), GuideSettings.House with
            {
                TimeZone = zone, Holidays = holiday == "" ? [] : [DateOnly.Parse(holiday, System.Globalization.CultureInfo.InvariantCulture)],
            }));

    private static Scene Declared(params Check[] lines) => Declared(Only([.. lines]));

    private static Playbook Only(ImmutableArray<Check> lines) => SomeLine.Book("") with { Checks = lines };

    private static Scene Declared(Playbook book) => SomeIncident.Quiet()
        .Do(GuideBook.Stream, new ApplyPlaybook(new Compilation(book, []))).Tell(SomeIncident.Declare());

    private static Duty Line(Scene scene) => scene.Duties().Single(d => d.Check.Id == SomeLine.Id);

    private static DateTimeOffset? Due(Scene scene) => Line(scene).Due;
}
