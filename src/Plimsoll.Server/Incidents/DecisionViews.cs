using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Incidents;

/// <summary>The decision, its options and the way back, as they stand.</summary>
internal static class DecisionViews
{
    public static DecisionView Of(IncidentSeen seen)
    {
        var decision = seen.Incident.Decision;
        var back = Way(seen);
        return new DecisionView(
            decision is null ? "Decision" : $"Decision: {Word(decision.Remedy)}",
            decision is null ? "not made yet"
                : $"Decided {Words.TimeOfDay(decision.At)[..5]} by {Words.Person(decision.By)}",
            decision?.Reason ?? "", [.. Options(seen, back)], Danger(seen, back), Mitigation(seen),
            [.. new[] { seen.Decide(), decision is null ? null : seen.Hotfix(), Finishing(seen), seen.Drop() }
                .OfType<FormView>().Where(f => f.Objection == "" || f.Id == "record-decision")]);
    }

    private static FormView? Finishing(IncidentSeen seen) => seen.Incident.Decision is null ? null : seen.Finish();

    /// <summary>What the way back changes, in words; empty where nothing is known of it.</summary>
    public static string Consequence(IncidentSeen seen) =>
        Way(seen) is { } back ? $"{back.Title} {back.Consequence}" : "";

    private static IEnumerable<OptionView> Options(IncidentSeen seen, Back? back)
    {
        var decision = seen.Incident.Decision;
        foreach (var remedy in Enum.GetValues<Remedy>())
            if (decision?.Remedy == remedy || decision is null && remedy != Remedy.None)
                yield return new OptionView(
                    Word(remedy).Capital, Meaning(seen, remedy, back), decision?.Remedy == remedy);
        foreach (var option in decision?.Options ?? [])
            if (!Is(option, decision?.Remedy)) yield return new OptionView(option.Capital, "", false);
    }

    private static bool Is(string option, Remedy? remedy) =>
        remedy is { } r && string.Equals(option.Trim(), $"{r}", StringComparison.OrdinalIgnoreCase);

    private static string Meaning(IncidentSeen seen, Remedy remedy, Back? back) => remedy switch
    {
        Remedy.Rollback when Run(seen) is { Exists: true } run => $"to {run.Order.Version}",
        Remedy.Rollback => back is null ? "There is nothing known to return to." : $"to {back.To}{back.Took}",
        Remedy.Hotfix => "A patch release that names this incident",
        Remedy.Workaround => "Done by hand, told here",
        _ => "It recovered by itself; the review still needs a cause",
    };

    private static DangerView? Danger(IncidentSeen seen, Back? back) =>
        seen.Incident is not { Status: IncidentStatus.Mitigating, Decision.Remedy: Remedy.Rollback }
            || seen.RollBack() is not { } form ? null
        : new DangerView(back?.Title ?? "Roll back", back?.Consequence
            ?? "What it would return to is not known here.", form with { Sentence = "" });

    /// <summary>The deployment that carries the decision out; one that does not exist where a person does.</summary>
    private static Deployment Run(IncidentSeen seen) =>
        seen.Sight.World.Get<Deployment>(Deployment.StreamOf(seen.Incident.Mitigation?.Deployment ?? ""));

    private static MitigationView? Mitigation(IncidentSeen seen)
    {
        if (seen.Incident.Mitigation is not { } going) return null;
        var sign = going.VerifiedAt is not null ? new Sign(Mark.Ok, "verified")
            : going.FinishedAt is not null ? new Sign(Mark.Run, "watched") : new Sign(Mark.Run, "under way");
        var sentence = going.VerifiedAt is not null ? "The mitigation is verified."
            : going.FinishedAt is not null ? "The mitigation is carried out and watched."
            : going.Deployment == "" ? "The mitigation is under way." : "The rollback is on its way.";
        var hold = SampleMitigation.Hold;
        var green = going.FinishedAt is null || going.VerifiedAt is not null && going.Green < hold ? ""
            : $"Smoke tests green for {Words.Exactly(going.Green)} of {Words.Exactly(hold)}";
        return new MitigationView(sign, sentence, going.Deployment,
            Run(seen).Exists ? DeploymentPageView.HrefOf(going.Deployment) : "",
            (int)Math.Min(going.Green.TotalSeconds, hold.TotalSeconds), (int)hold.TotalSeconds, green);
    }

    /// <summary>Where a rollback goes, and what it changes; of the environment the incident is about.</summary>
    private static Back? Way(IncidentSeen seen)
    {
        if (seen.Service is not { } service) return null;
        var asked = seen.Incident.Environment;
        foreach (var environment in seen.Production.Where(e => asked == "" || e == asked))
        {
            var lane = seen.Sight.Lane(service.Name, environment);
            if (Rollback.GoesTo(lane, seen.Sight.World.Reader()) is not { } good) continue;
            var left = lane.Active?.Deployment.Version ?? lane.Targets.Values.MaxBy(t => t.Since)?.Version ?? "";
            var time = WayBackTime.Of(seen.Sight, service.Name, [environment], left);
            var targets = service.Environment(environment)?.Targets.Length ?? 0;
            return new Back(good.Version, time is null ? "" : $", about {Words.Exactly(time.Took)}",
                $"Roll back {service.Title} {left} to {good.Version} on {environment}, " +
                $"{Words.Count(targets, "target", "targets")}.", Consequence(seen, lane, good, time));
        }
        return null;
    }

    private static string Consequence(IncidentSeen seen, Lane lane, Good good, WayBackTime? time)
    {
        var id = lane.Active?.Deployment.Deployment ?? lane.Targets.Values.MaxBy(t => t.Since)?.Deployment ?? "";
        var run = seen.Sight.World.Get<Deployment>(Deployment.StreamOf(id));
        return run.Exists && WayBack.Of(seen.Sight, run) is { } way ? way.Consequence
            : $"Puts it back on `{good.Version}`, the last known good. What happens to data is not stated. " +
                (time?.Sentence ?? "How long it takes is not measured yet.");
    }

    private static string Word(Remedy remedy) => remedy switch
    {
        Remedy.Rollback => "roll back",
        Remedy.Hotfix => "hotfix",
        Remedy.Workaround => "workaround",
        _ => "none, it recovered by itself",
    };

    private sealed record Back(string To, string Took, string Title, string Consequence);
}
