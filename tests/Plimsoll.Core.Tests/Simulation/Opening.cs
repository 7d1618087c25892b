using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;

namespace Plimsoll.Core.Tests.Simulation;

using Evidence = Plimsoll.Core.Releases.Evidence;

/// <summary>What a helpful person does next: opens a gate, lifts a hold, answers a question.</summary>
internal sealed class Opening(World world, DateTimeOffset now)
{
    /// <summary>What opens the nth closed gate of a release; null when all are open.</summary>
    public (StreamName, Command, string)? Gate(string version, int nth)
    {
        var release = world.Get<Release>(Release.StreamOf(SomeService.Name, version));
        if (release.IsWithdrawn || release.Candidate is null) return null;
        var closed = ReleaseView.Of(release, world.Reader()).Gates(now).Where(g => !g.IsOpen).ToList();
        return closed.Count == 0 ? null : Open(release, closed[nth % closed.Count]);
    }

    /// <summary>Clears whatever stands anywhere, one thing at a time; null when nothing does.</summary>
    public (StreamName, Command, string)? Anything()
    {
        foreach (var (stream, lane) in world.All<Lane>())
            if (lane.Holds is [var hold, ..]) return (stream, new LiftHold(hold.Id, "all clear"), "bob");
        foreach (var (stream, run) in world.All<Deployment>())
            if (run.Question is not null) return (stream, new AnswerQuestion(Choice.Retry, ""), "ada");
        foreach (var version in People.Versions)
            if (Gate(version, 0) is { } wish) return wish;
        return People.Versions.Select(Waiver).FirstOrDefault(w => w is not null);
    }

    private (StreamName, Command, string)? Waiver(string version)
    {
        var stream = Release.StreamOf(SomeService.Name, version);
        var release = world.Get<Release>(stream);
        var waivers = release.Waivers.Where(w => w.Gate == LaneRules.BadMarkWaiver).ToList();
        if (release.IsWithdrawn || waivers.Any(w => w.HoldsAt(now))) return null;
        if (world.All<Lane>().All(l => l.Value.Bad.IsEmpty)) return null;
        return waivers.Any(w => w.GrantedBy == "" && w.Until > now)
            ? (stream, new GrantWaiver(LaneRules.BadMarkWaiver), "sue")
            : (stream, new RequestWaiver(LaneRules.BadMarkWaiver, "it was the weather", now.AddDays(20)), "dan");
    }

    private (StreamName, Command, string)? Open(Release release, Gate gate) => gate.Concept switch
    {
        Concepts.AcceptanceCriteria => Criteria(release),
        Concepts.NotesDrafted => (Of(release), new SaveNotes([new NotesField("Changes", "none")]), "pam"),
        Concepts.RollbackPlan => release.RollbackPlan is null
            ? (Of(release), new PlanRollback("put it back", DataClass.None, "", ""), "dan")
            : (Of(release), new ConfirmGate(gate.Id, ""), "ada"),
        Concepts.SignOff => (Of(release), new GiveSignOff(gate.Owners[0], release.Candidate?.Number ?? 0, ""), "ada"),
        Concepts.SmokePrepared when gate.Evidence is { Verdict: Verdict.Passed } seen && IsAboutIt(release, seen) =>
            (Of(release), new ConfirmGate(gate.Id, ""), "quinn"),
        _ => (Of(release), new AddEvidence(gate.Concept, Verdict.Passed, release.Candidate?.Commit ?? "", "tool", now, "seen", "", false),
            "system:evidence"),
    };

    private static (StreamName, Command, string)? Criteria(Release release)
    {
        if (release.Criteria.IsEmpty) return (Of(release), new AddCriterion("It works"), "pam");
        var number = release.Criteria.Index().First(c => !IsMet(release, c.Item)).Index + 1;
        return (Of(release), new MeetCriterion(number), release.Candidate?.IsBy("pam") == true ? "quinn" : "pam");
    }

    private static bool IsMet(Release release, Criterion criterion) =>
        criterion.MetBy != "" && release.Candidate?.IsBy(criterion.MetBy) != true;

    private static bool IsAboutIt(Release release, Evidence seen) =>
        release.Candidates.Any(c => c.Number == seen.Candidate && release.Candidate?.IsSameContent(c) == true);

    private static StreamName Of(Release release) => Release.StreamOf(release.Service, release.Version);
}
