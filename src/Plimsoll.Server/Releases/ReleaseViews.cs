using System.Collections.Immutable;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;

namespace Plimsoll.Server.Releases;

/// <summary>Tells a release as the API answers it.</summary>
public static class ReleaseViews
{
    public static ReleaseSummary Summary(Release release, World world, DateTimeOffset at)
    {
        var readings = world.Reader();
        var view = ReleaseView.Of(release, readings);
        var gates = view.Gates(at);
        return new ReleaseSummary(
            release.Service, release.Version, release.Type.ToString().ToLowerInvariant(),
            Standings.Of(release, view.Service, readings).Word, release.Candidate?.Number ?? 0,
            gates.Count(g => g.IsInTheWay), gates.Count(g => !g.Advises),
            Readiness.Sentence(release, gates,
                Stops(release, view, world, at).Concat(view.BesideGates()).FirstOrDefault()));
    }

    public static ReleaseDetail Detail(Release release, World world, DateTimeOffset at)
    {
        var view = ReleaseView.Of(release, world.Reader());
        var shipment = world.LatestShipment(release);
        var times = StepTimes.Of(shipment, world.Reader());
        return new ReleaseDetail(
            Summary(release, world, at), release.Candidate?.Commit ?? "", release.Candidate?.Digest ?? "",
            release.Since, release.Fixes, release.CreatedBy, release.CreatedAt, release.Candidate?.Playbook ?? "",
            [.. view.Gates(at).Select(Gate)],
            [.. Blockers(release, world, at)],
            [.. release.Criteria.Select((c, i) => new CriterionView(i + 1, c.Text, c.MetBy))],
            [.. (release.Notes?.Fields ?? []).Select(f => new NotesFieldBody(f.Name, f.Text))],
            release.Notes?.SavedBy ?? "", release.RollbackPlan?.Steps ?? "",
            release.RollbackPlan?.Data.ToString().ToLowerInvariant() ?? "", shipment.Id,
            [.. shipment.Steps.Select(step => Step(step, times, at))],
            [.. (release.Candidate?.Changes ?? []).Select(c => c.Subject)],
            shipment.Exists ? shipment.Status.ToString().ToLowerInvariant() : "")
        {
            NotesSavedAt = release.Notes?.SavedAt,
            Notice = release.Notice is { } told ? new NoticeView(told.Text, told.To, told.By, told.At) : null,
            Rehearsal = RehearsedRollbacks.View(release), Announcement = ReleaseAnnouncement.View(release, world),
        };
    }

    /// <summary>What the release itself lacks, then what its lanes say of it.</summary>
    public static IEnumerable<BlockerView> Blockers(Release release, World world, DateTimeOffset at)
    {
        var readings = world.Reader();
        var view = ReleaseView.Of(release, readings);
        var own = view.Blockers(at);
        var waiting = from lane in world.Newest<Lane>(release.Service)
                      from queued in lane.Value.Queue
                      where queued.Version == release.Version
                      from blocker in LaneRules.Blockers(lane.Value, queued, readings, at)
                      select blocker;
        return own.Concat(Stops(release, view, world, at)).Concat(StepBlockers.Now(world.LatestShipment(release), readings, at))
            .Concat(waiting).DistinctBy(b => (b.Code, b.Sentence)).Select(View);
    }

    /// <summary>Holds, marks and calendars of the production lanes, whether or not the release is queued there.</summary>
    private static IEnumerable<Blocker> Stops(Release release, ReleaseView view, World world, DateTimeOffset at)
    {
        var lanes = from lane in world.Newest<Lane>(release.Service)
                    where view.Service?.Environment(lane.Value.Environment)?.IsProduction == true
                    from blocker in LaneRules.Stops(lane.Value, release, at)
                    select blocker;
        var shipper = world.LatestShipment(release).By;
        return lanes.Concat(from place in view.Service?.Environments ?? []
                            where place.IsProduction && !Runs(release, place.Name, world)
                            from blocker in Calendars.Blockers(
                                view, place.Name, shipper, LaneRules.IsOfIncident(
                                    world.Get<Lane>(Lane.StreamOf(release.Service, place.Name)), release),
                                world.Reader(), at)
                            select blocker);
    }

    /// <summary>What is there, or on its way there, asks the calendar no more.</summary>
    private static bool Runs(Release release, string environment, World world) =>
        world.Get<Lane>(Lane.StreamOf(release.Service, environment)) is var lane
        && (lane.Active?.Deployment.Version == release.Version || lane.RunningVersion == release.Version);

    public static BlockerView View(Blocker b) => new(b.Code, b.Sentence, b.WhoCanClear, b.Command, b.Line);

    private static GateView Gate(Gate gate) => new(
        gate.Id, gate.Title, gate.Verdict.Word, gate.Sentence, string.Join(" or ", gate.Owners), gate.Command, gate.Line,
        gate.Origin, gate.Evidence?.Source ?? "", gate.Evidence?.ObservedAt);

    private static StepView Step(Step step, StepTimes times, DateTimeOffset at) => new(
        step.Id, step.Title, step.Status.Word, step.Sentence, step.Line,
        string.Join(step.TakesAny ? " or " : " and ", step.People), step.NeedsPerson,
        times.DueOf(step), times.Words(step, at), times.IsLate(step, at));
}
