using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;
using Page = Plimsoll.Server.Site.Views.ReleaseView;

namespace Plimsoll.Server.Releases;

/// <summary>Turns a release into what its page tells.</summary>
internal static class ReleasePageView
{
    public static Page Of(Sight sight, Release release) => Of(ReleaseSeen.Of(sight, release));

    public static Page Of(ReleaseSeen seen)
    {
        var (release, why) = (seen.Release, ReleaseWhy.Of(seen));
        return new Page(
            release.Service, seen.ServiceTitle, release.Version, seen.Type, release.Candidate?.Number ?? 0, Meta(seen),
            seen.Sentence, ReleaseMeaning.Of(seen, why.Count), Ship(seen, why), Withdrawing(seen),
            seen.Asking is { } run ? DeploymentQuestion.Of(run) : null,
            why, ReleasePipeline.Of(seen), ReleaseGates.Of(seen),
            ReleaseNotesView.Of(seen), SignOff(seen), ReleaseWayBack.Of(seen), ReleaseWaivers.Of(seen),
            ReleaseRoles.Of(seen),
            seen.Shipment.IsOpen && seen.Asking is null)
        {
            Remarks = SigningMarks.Of(seen), Signing = SigningForms.Of(seen), Customers = ReleaseCustomers.Of(seen),
            Announced = ReleaseAnnouncement.Of(seen),
        };
    }

    private static List<MetaView> Meta(ReleaseSeen seen)
    {
        var release = seen.Release;
        List<MetaView> meta = [];
        if (release.Candidate is { } candidate)
        {
            meta.Add(new MetaView("branch", $"`{candidate.Commit.Short}` on {seen.Judged.Service?.MainLine}"));
            meta.Add(new MetaView("box", $"candidate {candidate.Number}, sealed {Words.Stamp(candidate.SealedAt)}"));
            meta.Add(new MetaView("guide", $"Guide {Words.Hash(candidate.Playbook)}"));
        }
        meta.Add(new MetaView("user", $"Created by {release.CreatedBy}"));
        if (release.Fixes != "") meta.Add(new MetaView("flag", $"Fixes {release.Fixes}"));
        meta.AddRange(IncidentSeen.About(seen.Sight, release)
            .Select(i => new MetaView("fire", $"{i.Id}, {i.Status.Word}", IncidentSeen.HrefOf(i.Id))));
        if (seen.Asking is { } run) meta.Add(new MetaView("deploy", run.Id, DeploymentPageView.HrefOf(run.Id)));
        return meta;
    }

    /// <summary>There as long as shipping is a question; it works when nothing stands in the way.</summary>
    private static ShipView? Ship(ReleaseSeen seen, IReadOnlyList<WhyView> why)
    {
        if (seen.Release.IsWithdrawn || seen.Shipment.IsOpen
            || seen.Standing is not (Standing.Draft or Standing.Sealed)) return null;
        var number = seen.Sight.World.NextShipment(seen.Release);
        var id = Shipment.IdOf(seen.Release.Service, seen.Release.Version, number);
        // What is rehearsed has to be on staging first.
        var rehearsals = RehearsedRollbacks.Form(seen) is null ? 0 : seen.Gates.Count(g => g.IsInTheWay && g.IsRehearsal);
        var possible = why.Count == rehearsals && seen.Sight.May(
            Shipment.StreamOf(id), new OpenShipment(seen.Release.Service, seen.Release.Version, number));
        return new ShipView(number > 1 ? "Ship again" : "Ship it", ShipConsequence.Of(seen)
            + (rehearsals == 0 ? "" : " Production waits until its rollback is rehearsed."), possible);
    }

    private static string Withdrawing(ReleaseSeen seen) => !seen.Sight.May(seen.Stream, new WithdrawRelease("…")) ? "" :
        $"Nobody can deploy {seen.Release.Version} any more, and what waits for it will not start. What runs stays. "
        + "This cannot be undone; the next version takes its place.";

    private static SignOffView? SignOff(ReleaseSeen seen) =>
        seen.Release.Candidate is { } candidate && seen.RolesToSign.FirstOrDefault() is { } role
            ? new SignOffView(role,
                $"Binds to candidate {candidate.Number}: commit `{candidate.Commit.Short}`, artifact " +
                $"`{Words.Hash(candidate.Digest)}`. A new candidate needs a new sign-off.")
            : null;
}
