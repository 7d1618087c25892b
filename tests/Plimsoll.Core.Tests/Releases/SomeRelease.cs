using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Releases;

/// <summary>Releases by name: a draft, a sealed one, one with all gates open.</summary>
internal static class SomeRelease
{
    public const string Version = "1.1.0";

    public static StreamName Stream { get; } = Release.StreamOf(SomeService.Name, Version);

    public static Scene NoneYet(ServiceDefinition? service = null, Playbook? playbook = null) => new Scene()
        .Do(Service.StreamOf(SomeService.Name), new DefineService(service ?? SomeService.Usual))
        .Do(GuideBook.Stream, new ApplyPlaybook(new Compilation(playbook ?? SomePlaybook.Usual, [])));

    public static Scene Draft(Playbook? playbook = null, ReleaseType type = ReleaseType.Minor, ServiceDefinition? service = null) =>
        NoneYet(service, playbook).Create(type);

    public static Scene Sealed(Playbook? playbook = null, ReleaseType type = ReleaseType.Minor) =>
        Draft(playbook, type).Seal(playbook: playbook?.Hash ?? "usual");

    public static Scene Ready(ServiceDefinition? service = null) => Draft(service: service).Seal().OpenGates();

    public static Scene Create(this Scene scene, ReleaseType type = ReleaseType.Minor)
    {
        var since = type switch { ReleaseType.Major => "0.9.0", ReleaseType.Minor => "1.0.0", _ => "" };
        var version = type == ReleaseType.Major ? "1.1.0" : Version;
        return scene.Do(Stream, new CreateRelease(SomeService.Name, version, type, since, null, ""), "dora");
    }

    public static Scene Seal(this Scene scene, int number = 1, string commit = "", string playbook = "usual", params string[] authors) =>
        scene.Do(Stream, new SealCandidate(commit == "" ? $"commit-{number}" : commit, "shop.tar", $"digest-{number}", playbook,
            authors.Length == 0 ? ["dan", "dora"] : [.. authors], []), "dan");

    /// <summary>The content there is, once more.</summary>
    public static Scene SealAgain(this Scene scene, string by)
    {
        var last = scene.ReleaseOf().Candidate!;
        return scene.Do(Stream, new SealCandidate(
            last.Commit, last.Artifact, last.Digest, last.Playbook, last.Authors, last.Changes), by);
    }

    public static Scene OpenGates(this Scene scene) => scene
        .Do(Stream, new AddCriterion("It works"), "pam").Do(Stream, new MeetCriterion(1), "pam")
        .See(Concepts.PrsMerged).See(Concepts.CiGreen).See(Concepts.SecurityScan).See(Concepts.SmokePrepared)
        .Do(Stream, new SaveNotes([new NotesField("Changes", "none")]), "pam")
        .Do(Stream, new PlanRollback("put it back", DataClass.None, "", ""), "dan")
        .Do(Stream, new ConfirmGate(Concepts.RollbackPlan, ""), "ada")
        .Do(Stream, new ConfirmGate(Concepts.SmokePrepared, ""), "quinn")
        .Do(Stream, new GiveSignOff("Release Manager", 0, ""), "ada");

    /// <summary>An observation of the candidate there is now.</summary>
    public static Scene See(
        this Scene scene, string gate, Verdict verdict = Verdict.Passed, string commit = "", TimeSpan ago = default) =>
        scene.Do(Stream, new AddEvidence(gate, verdict, commit == "" ? scene.ReleaseOf().Candidate!.Commit : commit, "tool",
            scene.Now - ago, $"{verdict}", "", false), "system:evidence");

    public static Release ReleaseOf(this Scene scene) => scene.Get<Release>(Stream);

    public static ImmutableArray<Gate> Gates(this Scene scene) =>
        ReleaseView.Of(scene.ReleaseOf(), scene.World.Reader()).Gates(scene.Now);

    public static Gate GateOf(this Scene scene, string id) => scene.Gates().Single(g => g.Id == id);

    public static Verdict VerdictOf(this Scene scene, string id) => scene.GateOf(id).Verdict;
}
