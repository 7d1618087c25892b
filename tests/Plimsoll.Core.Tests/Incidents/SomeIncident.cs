using Plimsoll.Core.Announcements;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Guide;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Incidents;

/// <summary>Incidents by name, under the guide the product ships: declared, led, decided … closed.</summary>
internal static class SomeIncident
{
    public const string Id = "INC-1";
    public static readonly Compilation Guide = SomeGuide.Reference();

    public static StreamName Stream { get; } = Incident.StreamOf(Id);

    /// <summary>1.0.0 runs, 1.1.0 is ready, and the reference guide holds from now on.</summary>
    public static Scene Quiet(ServiceDefinition? service = null) => SomeLane.Adopted(service).UnderTheGuide();

    public static Scene UnderTheGuide(this Scene scene) => scene.Do(GuideBook.Stream, new ApplyPlaybook(Guide));

    public static Scene Declared(Severity severity = Severity.High, ServiceDefinition? service = null) =>
        Quiet(service).After(TimeSpan.FromHours(25)).Tell(Declare(severity: severity));

    public static Scene Led() => Declared().Tell(new TakeCommand());

    public static Scene Decided(Remedy remedy = Remedy.Workaround) =>
        Led().Tell(new RecordDecision(remedy, "the quickest way", ["rollback", "workaround"]));

    public static Scene Mitigated() => Decided().Tell(new FinishMitigation("", "the feature is switched off"));

    public static Scene Verified() => Mitigated().Tell(new VouchForMitigation(true, "orders go through"), "quinn");

    public static Scene Resolved() => Verified().Tell(new ResolveIncident("orders go through"), "quinn");

    public static Scene Reviewing() => Resolved().Tell(new SendUpdate("It works again.", [], true));

    /// <summary>Everything but the end of the review.</summary>
    public static Scene Reviewed() => Reviewing().Review().After(TimeSpan.FromHours(24));

    public static Scene Closed() => Reviewed().Tell(new CloseIncident());

    public static Scene Review(this Scene scene) => scene
        .Tell(new EditReview(Sections.RootCause, "A full disk.", scene.IncidentOf().Review.Section(Sections.RootCause)?.Revision ?? 0))
        .Tell(new AddActionItem("Watch the disk", "dan", Day(scene, 3), false))
        .Tell(new AnswerRunbooks("", "", null, "they are right"))
        .Tell(Meeting(scene, TimeSpan.FromHours(24)));

    public static DeclareIncident Declare(
        string id = Id, string title = "Checkout fails", Severity severity = Severity.High, string service = SomeService.Name) =>
        new(id, title, severity, service, "", "", null);

    public static ScheduleRetrospective Meeting(Scene scene, TimeSpan later) =>
        new(scene.Now + later, 45, ["ada@example.org", "dan@example.org"]);

    public static DateOnly Day(Scene scene, int later) => DateOnly.FromDateTime(scene.Now.UtcDateTime).AddDays(later);

    public static Scene Tell(this Scene scene, Command command, string actor = "ada") => scene.Do(Stream, command, actor);

    public static Type[] Happens(this Scene scene, Command command, string actor = "ada") =>
        [.. scene.Events(Stream, command, actor).Select(e => e.GetType())];

    public static RefusalKind Kind(this Scene scene, Command command, string actor = "ada") =>
        scene.Refused(Stream, command, actor).Kind;

    public static Incident IncidentOf(this Scene scene, string id = Id) => scene.Get<Incident>(Incident.StreamOf(id));

    public static IEnumerable<Duty> Duties(this Scene scene, string id = Id) => IncidentDuties.Of(
        scene.IncidentOf(id), scene.Get<GuideBook>(GuideBook.Stream).Find(scene.IncidentOf(id).Playbook), scene.Now);

    public static Duty Duty(this Scene scene, string concept) => scene.Duties().Single(d => d.Check.Concept == concept);

    public static DutyState StateOf(this Scene scene, string concept) => scene.Duty(concept).State;

    /// <summary>What the clock and the facts ask for, until nothing more follows.</summary>
    public static Scene Follow(this Scene scene)
    {
        for (var round = 0; round < 100; round++)
        {
            var before = scene.Facts.Count;
            foreach (var fact in scene.Unreacted()) scene.React(fact);
            foreach (var send in DeploymentPursuit.Of(scene.World, scene.Now).Concat(IncidentPursuit.Of(scene.World, scene.Now))
                .OrderBy(s => s.Stream.Value, StringComparer.Ordinal).ToList())
                scene.Try(send.Stream, send.Command, $"system:{send.Name}");
            if (scene.Facts.Count == before) return scene;
        }
        throw new InvalidOperationException("The rules never come to rest.");
    }

    /// <summary>Looks every minute, as the clock does, and names the reminders it saw.</summary>
    public static List<IncidentEvent> Watch(this Scene scene, TimeSpan time, string id = Id)
    {
        List<IncidentEvent> seen = [];
        for (var end = scene.Now + time; scene.Now < end;)
        {
            var before = scene.Follow().Facts.Count;
            scene.After(TimeSpan.FromMinutes(1)).Follow();
            seen.AddRange(scene.Facts.Skip(before).Where(f => f.Stream == Incident.StreamOf(id))
                .Select(f => f.Event).OfType<IncidentEvent>().Where(e => e is DutyNudged or DutyMissed or DutyEscalated));
        }
        return seen;
    }

    /// <summary>The mails the newest fact of a kind leads to.</summary>
    public static List<Deliver> Mails<TEvent>(this Scene scene) where TEvent : IncidentEvent =>
        [.. AnnouncementReactions.On(scene.Facts.Last(f => f.Event is TEvent), scene.World).OfType<Deliver>()];

    public static string[] To(this IEnumerable<Deliver> mails) => [.. mails.SelectMany(m => m.To)];

    /// <summary>A patch with open gates goes through staging and asks for production.</summary>
    public static Scene Patch(this Scene scene, string version, string fixes = Id)
    {
        var stream = Release.StreamOf(SomeService.Name, version);
        scene.Try(stream, new CreateRelease(SomeService.Name, version, ReleaseType.Patch, "", null, fixes), "dora");
        scene.Try(stream, new AddCriterion("It works"), "pam");
        scene.Try(stream, new SealCandidate($"{version}-c", "shop.tar", $"{version}-d", "usual", ["dan"], []), "dan");
        for (var gates = 0; gates < 20 && new Simulation.Opening(scene.World, scene.Now).Gate(version, 0) is { } wish; gates++)
            scene.Try(wish.Item1, wish.Item2, wish.Item3);
        scene.Try(SomeLane.Staging, Queued("staging", version), "ada");
        scene.Follow().Carry($"staging-{version}").Follow();
        scene.Try(SomeLane.Production, Queued("production", version), "ada");
        return scene.Follow();
    }

    private static QueueDeployment Queued(string environment, string version) =>
        new($"{(environment == "production" ? "prod" : environment)}-{version}", SomeService.Name, environment, version, "", "");

    private static void React(this Scene scene, Fact fact)
    {
        var conflict = true;
        for (var attempt = 0; conflict && attempt < 5; attempt++)
        {
            conflict = false;
            foreach (var send in DeploymentReactions.On(fact, scene.World).Concat(IncidentReactions.On(fact, scene.World)).OfType<Send>().ToList())
                conflict |= scene.Try(send.Stream, send.Command, $"system:{send.Name}")?.Kind == RefusalKind.Conflict;
        }
    }
}
