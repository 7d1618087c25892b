using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Hosting;

/// <summary>Service by environment: what runs, since when, how sure that is, and what one would go back to.</summary>
internal static class WhatRunsWhere
{
    /// <summary>All environments: staging before production, else as the services list them.</summary>
    public static IReadOnlyList<string> Environments(IReadOnlyList<ServiceDefinition> services) =>
        [.. services.SelectMany(s => s.Environments).OrderBy(e => e.IsProduction).Select(e => e.Name).Distinct()];

    /// <param name="open">Incidents that are open now.</param>
    public static ServiceRow Row(Sight sight, ServiceDefinition service, IReadOnlyList<Incident> open) =>
        new(service.Name, service.Title, [.. service.Environments.Select(e => Cell(sight, service, e, open))]);

    private static CellView Cell(
        Sight sight, ServiceDefinition service, EnvironmentDefinition environment, IReadOnlyList<Incident> open)
    {
        var lane = sight.Lane(service.Name, environment.Name);
        var newest = lane.Targets.Values.MaxBy(t => t.Since);
        var good = lane.LastKnownGood?.Version ?? "";
        return new CellView(
            environment.Name, Href(sight, lane, newest), Running(lane), lane.Active?.Deployment.Version ?? "",
            SignOf(sight, lane, open),
            newest?.Since, good == lane.RunningVersion ? "" : good);
    }

    private static string Running(Lane lane) =>
        string.Join(" and ", lane.Targets.Values.Select(t => t.Version).Distinct());

    private static string Href(Sight sight, Lane lane, Running? newest)
    {
        var id = lane.Active?.Deployment.Deployment ?? newest?.Deployment ?? "";
        return sight.World.VersionOf(Deployment.StreamOf(id)) > 0 ? DeploymentPageView.HrefOf(id) : "";
    }

    private static Sign SignOf(Sight sight, Lane lane, IReadOnlyList<Incident> open) =>
        Hurting(lane, open) is { } incident ? new Sign(Mark.Warn, incident.Id, Tone.Bad)
        : lane.Active is { } active ? Active(sight, active)
        : !lane.Holds.IsEmpty ? new Sign(Mark.Hold, "On hold")
        : lane.Targets.IsEmpty ? new Sign(Mark.Skip, "Nothing deployed")
        : !lane.Drift.IsEmpty ? new Sign(Mark.Warn, "Drifted")
        : lane.IsMixed ? new Sign(Mark.Warn, "Mixed versions")
        : lane.LastKnownGood is { } good && good.Version == lane.RunningVersion
            ? good.Candidate == 0 ? new Sign(Mark.Ok, "Adopted", Tone.Idle) : new Sign(Mark.Ok, "Verified")
        : new Sign(Mark.Wait, "Not verified");

    /// <summary>An incident that is about this very place.</summary>
    private static Incident? Hurting(Lane lane, IReadOnlyList<Incident> open) => open
        .FirstOrDefault(i => i.Service == lane.Service && i.Environment != "" && i.Environment == lane.Environment);

    private static Sign Active(Sight sight, Slot active) =>
        sight.World.Get<Deployment>(Deployment.StreamOf(active.Deployment.Deployment)).Question is not null
            ? new Sign(Mark.Ask, "Paused")
            : new Sign(Mark.Run, active.Deployment.Rehearses != "" ? "Rehearsing"
                : active.Deployment.IsRollback ? "Rolling back" : "Deploying");
}
