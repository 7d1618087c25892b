using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Incidents;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Simulation;

/// <summary>What people do about incidents, at random: what helps, and anything at all.</summary>
internal sealed class IncidentPeople(Scene scene, Random random)
{
    private static readonly string[] Persons = ["ada", "bob", "pam", "quinn", "dan", "sue", "sam", "system:robot"];
    private readonly Deploying _deploying = new(scene, random);
    private int _count;

    public void Act()
    {
        var open = scene.World.All<Incident>().Select(i => i.Value).OrderBy(i => i.Id, StringComparer.Ordinal).ToList();
        if (open.Count == 0 && random.Next(4) > 0 || open.Count < 3 && random.Next(25) == 0) Declare();
        else if (open.Count == 0 || random.Next(6) == 0) _deploying.Act(open.Count == 0 ? null : open[random.Next(open.Count)]);
        else Lead(open[random.Next(open.Count)], open);
    }

    private void Lead(Incident incident, List<Incident> all)
    {
        var command = random.Next(5) < 2 ? Helpful(incident) : Anything(incident, all);
        var person = incident.Lead.Person != "" && random.Next(2) == 0 ? incident.Lead.Person : Persons[random.Next(Persons.Length)];
        scene.Try(Incident.StreamOf(incident.Id), command, person);
    }

    private void Declare()
    {
        var id = IncidentNumbers.Next(scene.World);
        scene.Try(Incident.StreamOf(id), new DeclareIncident(id, "It hurts", (Severity)random.Next(4),
            random.Next(5) == 0 ? "" : SomeService.Name, random.Next(3) == 0 ? "1.1.0" : "", random.Next(2) == 0 ? "slow" : "",
            random.Next(3) switch { 0 => true, 1 => false, _ => null }), Person());
    }

    private Command Helpful(Incident incident) => incident.Status switch
    {
        IncidentStatus.Investigating or IncidentStatus.Identified => Decision(),
        IncidentStatus.Mitigating when incident.Decision?.Remedy == Remedy.Rollback => new RollBackNow(""),
        IncidentStatus.Mitigating => new FinishMitigation("", "switched off"),
        IncidentStatus.Monitoring when incident.Mitigation?.VerifiedAt is null => new VouchForMitigation(true, "looks good"),
        IncidentStatus.Monitoring => new ResolveIncident("orders go through"),
        IncidentStatus.Resolved => new SendUpdate("It works again.", [], true),
        _ => OfReview(incident),
    };

    private Command OfReview(Incident incident) => random.Next(7) switch
    {
        0 => Edit(incident, Sections.RootCause),
        1 => Item(),
        2 => new AnswerRunbooks("", "", null, "they are right"),
        3 => Meeting(),
        4 => new HoldRetrospective(scene.Now.AddMinutes(-random.Next(9)), "all met"),
        5 => new ArchiveChannel("https://chat/1.html"),
        _ => new CloseIncident(),
    };

    private Command Anything(Incident incident, List<Incident> all) => random.Next(38) switch
    {
        0 => new AssessSeverity((Severity)random.Next(4), random.Next(3) == 0 ? "" : "some pay twice"),
        1 => new RaiseSeverity((Severity)random.Next(4), "worse"),
        2 => new OfferCommand(random.Next(2) == 0 ? "" : Person()),
        3 => new TakeCommand(),
        4 => new OpenChannel("https://chat", random.Next(2) == 0 ? "" : "https://call"),
        5 => new ArchiveChannel("https://chat/1.html"),
        6 => new AnswerSecurity(random.Next(2) == 0, random.Next(3) == 0 ? "" : "no data"),
        7 => new JoinResponse("dan", "Developers"),
        8 => new JoinResponse("ada", "Release Manager"),
        9 => new JoinResponse("sue", "Security Lead"),
        10 => new RecordSymptoms(scene.Now.AddMinutes(random.Next(-90, 5)), "slow"),
        11 => new CorrectTime((Milestone)random.Next(9), scene.Now.AddMinutes(random.Next(-600, 5)), "a clock was wrong"),
        12 => new NameSuspect($"suspect {++_count}", "", ""),
        13 => new IdentifyCause(random.Next(3) == 0 ? "" : "a disk", random.Next(3)),
        14 => new DropCause("it is the network"),
        15 or 16 => Decision(),
        17 => new RollBackNow(random.Next(3) == 0 ? "staging" : ""),
        18 => new FinishMitigation("", "done"),
        19 => new SampleMitigation((Sample)random.Next(3), "2 checks"),
        20 => new VouchForMitigation(random.Next(3) > 0, "seen"),
        21 or 22 => new SendUpdate(random.Next(6) == 0 ? " " : $"Word {++_count}.", [], random.Next(4) == 0),
        23 => new ResolveIncident("fine"),
        24 => new ReopenIncident("it is back"),
        25 when random.Next(3) == 0 => new MergeIncident(all[random.Next(all.Count)].Id, "the same"),
        26 when random.Next(3) == 0 => new CancelIncident("none"),
        27 => Waiver(),
        28 => new CompleteDuty("assess-severity", "said"),
        29 => new CompleteActionItem(random.Next(1, 4), "done"),
        30 => new CancelRetrospective("no room"),
        31 => new DeclareNoActions("a meteorite"),
        32 => new RecordAcknowledgement(Person()),
        33 => new NoteAction("looked", random.Next(2) == 0 ? null : scene.Now.AddMinutes(-9)),
        34 => new AnswerRunbooks("disk.md", "c1", scene.Now.AddHours(random.Next(-30, 1)), ""),
        35 => new HoldRetrospective(scene.Now.AddHours(random.Next(-30, 1)), "all met"),
        36 => new NameService(SomeService.Name),
        _ => OfReview(incident),
    };

    private RecordDecision Decision() => new((Remedy)random.Next(4), "the quickest", []);

    private Command Waiver()
    {
        var checks = SomeIncident.Guide.Playbook.Checks.Where(c => c.Phase.StartsWith("incident", StringComparison.Ordinal)).ToList();
        return new WaiveDuty(checks[random.Next(checks.Count)].Id, "not today");
    }

    private static EditReview Edit(Incident incident, string section) =>
        new(section, "A full disk.", incident.Review.Section(section)?.Revision ?? 0);

    private AddActionItem Item() =>
        new($"Do {++_count}", "dan", SomeIncident.Day(scene, random.Next(4)), random.Next(3) == 0);

    private ScheduleRetrospective Meeting() => SomeIncident.Meeting(scene, TimeSpan.FromHours(random.Next(1, 60)));

    private string Person() => Persons[random.Next(Persons.Length)];
}
