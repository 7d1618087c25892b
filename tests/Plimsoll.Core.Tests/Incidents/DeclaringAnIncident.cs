using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Incidents;

public sealed class DeclaringAnIncident
{
    [Fact]
    public void One_line_is_enough_and_the_first_to_lead_is_asked()
    {
        var scene = SomeIncident.Declared();
        Assert.Equal((IncidentStatus.Investigating, Severity.High, "ada"),
            (scene.IncidentOf().Status, scene.IncidentOf().Severity, scene.IncidentOf().Lead.Offered));
        Assert.Equal(["ada", "bob", "pam"], scene.IncidentOf().Lead.Candidates);
        Assert.Equal(scene.Now, scene.IncidentOf().DeclaredAt);
        Assert.Equal(SomeIncident.Guide.Playbook.Hash, scene.IncidentOf().Playbook);
    }

    [Fact]
    public void It_needs_no_service_and_no_guide()
    {
        var scene = new Scene().Tell(SomeIncident.Declare(service: ""));
        Assert.True(scene.IncidentOf().Exists);
        Assert.Empty(scene.Duties());
        Assert.Empty(scene.Follow().After(TimeSpan.FromDays(9)).Watch(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public void What_went_out_within_a_day_is_proposed_as_suspect_and_older_is_not()
    {
        Assert.Equal(["1.0.0"], SomeIncident.Quiet().Tell(SomeIncident.Declare()).IncidentOf().Suspects.Select(s => s.Version));
        Assert.Empty(SomeIncident.Declared().IncidentOf().Suspects);
    }

    [Fact]
    public void The_version_named_is_the_first_suspect() => Assert.Equal(["1.1.0", "1.0.0"], SomeIncident.Quiet()
        .Tell(SomeIncident.Declare() with { Version = "1.1.0" }).IncidentOf().Suspects.Select(s => s.Version));

    [Fact]
    public void Whether_security_is_needed_can_be_said_at_once() => Assert.True(SomeIncident.Quiet()
        .Tell(SomeIncident.Declare() with { Security = true }).IncidentOf().SecurityNeeded);

    [Fact]
    public void It_is_refused_with_what_to_do()
    {
        var scene = SomeIncident.Declared();
        Assert.Equal(RefusalKind.Conflict, scene.Kind(SomeIncident.Declare()));
        var other = Incident.StreamOf("INC-2");
        Assert.Equal(RefusalKind.Invalid, scene.Refused(other, SomeIncident.Declare("INC-2", " ")).Kind);
        Assert.Equal(RefusalKind.Invalid, scene.Refused(other, SomeIncident.Declare("INC-2", new string('x', 201))).Kind);
        Assert.Equal(RefusalKind.NotFound, scene.Refused(other, SomeIncident.Declare("INC-2", service: "shoe")).Kind);
    }

    [Fact]
    public void Numbers_go_on_and_an_id_is_read_as_people_write_it()
    {
        Assert.Equal("INC-1", IncidentNumbers.Next(new World()));
        Assert.Equal("INC-2", IncidentNumbers.Next(SomeIncident.Declared().World));
        Assert.Equal(["INC-7", "INC-7", "INC-7"], new[] { "7", " inc-7", "INC-7" }.Select(IncidentNumbers.Read));
    }

    [Theory, MemberData(nameof(Asking))]
    public void Nothing_can_be_done_about_an_incident_that_is_not_there(IncidentCommand command) =>
        Assert.Equal(RefusalKind.NotFound, SomeIncident.Quiet().Kind(command));

    public static TheoryData<IncidentCommand> Asking { get; } =
    [
        new AssessSeverity(Severity.Low, "x"), new RaiseSeverity(Severity.Low, "x"), new OfferCommand("bob"), new TakeCommand(),
        new OpenChannel("a", ""), new ArchiveChannel("a"), new AnswerSecurity(true, ""), new JoinResponse("dan", "Developers"),
        new RecordSymptoms(default, "x"), new CorrectTime(Milestone.Started, default, "x"), new NameSuspect("x", "", ""),
        new IdentifyCause("x", 0), new DropCause("x"), new RecordDecision(Remedy.None, "x", []), new FinishMitigation("", "x"),
        new VouchForMitigation(true, "x"), new ResolveIncident("x"), new ReopenIncident("x"), new CancelIncident("x"),
        new NoteAction("x", null), new CorrectNote(1, "x", "x"), new NoteCommand("ls", 0, "", default),
        new EditReview(Sections.Summary, "x", 0), new AnswerRunbooks("", "", null, "x"), new DeclareNoActions("x"),
        new AddActionItem("x", "dan", new DateOnly(2027, 1, 1), false), new CompleteActionItem(1, "x"), new LinkHotfix("1.0.1"),
        new ScheduleRetrospective(DateTimeOffset.MaxValue, 30, ["a@b"]), new CancelRetrospective("x"),
    ];

    [Fact]
    public void What_the_clock_sends_to_an_incident_that_is_not_there_changes_nothing()
    {
        var scene = SomeIncident.Quiet();
        IReadOnlyList<Command> sent =
        [
            new AdvanceDuty("decide-mitigation"), new RecordAcknowledgement("ada"), new SampleMitigation(Sample.Green, "x"),
            new FailMitigation("d", "x", true), new RemindOfActionItem(1),
        ];
        Assert.All(sent, command => Assert.Empty(scene.Events(SomeIncident.Stream, command, "system:clock")));
    }
}
