using Plimsoll.Core.Deployments;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Hosting;

/// <summary>What waits for one person: everything Plimsoll would take from them now, the most urgent first.</summary>
internal static class Needs
{
    public static IReadOnlyList<NeedView> Of(Sight sight)
    {
        var open = OpenReleases.Of(sight).Where(r => !r.Release.IsWithdrawn).ToList();
        var all = IncidentNeeds.Of(sight).Concat(Questions(sight)).Concat(open.SelectMany(Steps)).Concat(open.SelectMany(SignOffs))
            .Concat(sight.World.Going<Release>().SelectMany(r => Emergencies(sight, r.Value))).Concat(open.SelectMany(Confirmations)).Concat(open.SelectMany(Waivers))
            .Concat(ReleaseAnnouncement.Needs(sight)).ToList();
        return [.. all.Select((need, i) => need with { First = i == 0 })];
    }

    private static IEnumerable<NeedView> Questions(Sight sight) =>
        from run in sight.Runs
        where run.Question is not null
        select new NeedView(
            new Sign(Mark.Ask, "needs a decision"), $"Decide on {DeploymentPageView.Title(sight, run)}",
            (run.Question?.Text ?? "").Sentence, DeploymentPageView.HrefOf(run.Id), "Decide");

    private static IEnumerable<NeedView> Steps(ReleaseSeen seen) =>
        from step in seen.Shipment.Steps
        where step.NeedsPerson
            && seen.Sight.May(Shipment.StreamOf(seen.Shipment.Id), new CompleteStep(step.Id, false, "…"))
            && step.Status == StepStatus.Waiting
        let isLate = StepTimes.Of(seen.Shipment, seen.Sight.World.Reader()).IsLate(step, seen.Sight.Now)
        select new NeedView(
            isLate ? new Sign(Mark.Sign, "a step is late", Tone.Bad) : new Sign(Mark.Sign, "a step waits for you"),
            $"{step.Title}: {seen.Title}",
            $"When it is done: `plimsoll release complete-step {seen.Release.Service} {seen.Release.Version} {step.Id} "
                + "--note \"…\"`",
            seen.Href, "See the step");

    private static IEnumerable<NeedView> SignOffs(ReleaseSeen seen) =>
        from role in seen.RolesToSign
        select new NeedView(
            new Sign(Mark.Sign, "sign-off requested"), $"Sign off {seen.Title}",
            $"As {role}. {seen.Sentence}.", $"{seen.Href}#sign", "Review");

    private static IEnumerable<NeedView> Emergencies(Sight sight, Release release) =>
        from given in release.SignOffs
        where given.WaitsToBeConfirmed
            && sight.May(Release.StreamOf(release.Service, release.Version), new ConfirmEmergency(""))
        select new NeedView(
            given.IsLate(sight.Now)
                ? new Sign(Mark.Fail, "emergency sign-off overdue") : new Sign(Mark.Sign, "emergency sign-off"),
            $"Confirm the emergency sign-off of {sight.TitleOf(release.Service)} {release.Version}",
            $"{given.By} signed it for {given.Emergency}: {given.Comment.Sentence} To be confirmed until "
                + $"{Words.Stamp(given.ConfirmUntil)}: `plimsoll release confirm-emergency {release.Service} {release.Version}`",
            $"{ReleaseSeen.HrefOf(release.Service, release.Version)}#sign", "Review");

    private static IEnumerable<NeedView> Confirmations(ReleaseSeen seen) =>
        from gate in seen.Gates
        where seen.MayConfirm(gate)
        select new NeedView(
            new Sign(Mark.Sign, "waits to be confirmed"), $"{gate.Title}: {seen.Title}", gate.Sentence.Sentence,
            gate.Concept == Concepts.RollbackPlan ? $"{seen.Href}#rollback" : $"{seen.Href}#gate-{gate.Id}", "Confirm");

    private static IEnumerable<NeedView> Waivers(ReleaseSeen seen) =>
        from waiver in seen.Release.Waivers
        where waiver.GrantedBy == "" && seen.Sight.May(seen.Stream, new GrantWaiver(waiver.Gate))
        select new NeedView(
            new Sign(Mark.Waive, "waiver asked for", Tone.Warn),
            $"Waiver of {ReleaseWaivers.TitleOf(seen, waiver.Gate)} for {seen.Title}",
            $"{waiver.Reason.Sentence} Asked by {waiver.AskedBy}, until {Words.Stamp(waiver.Until)}.",
            $"{seen.Href}#waivers", "Review");
}
