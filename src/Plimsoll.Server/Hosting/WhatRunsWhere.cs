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
    private const int Shown = 15;

    /// <summary>All services of a small house; of a large one those that need somebody, then by title, a page at a time.</summary>
    /// <param name="find">Part of a name or title; empty: all.</param>
    /// <returns>And which of all these are; null: these are all.</returns>
    public static (IReadOnlyList<ServiceDefinition> Services, PartView? Part) Page(Sight sight, string find, int from)
    {
        if (!sight.Known.AreMany) return (sight.Known.All, null);
        var all = (find == "" ? WorstFirst(sight) : sight.Known.Like(find)).ToList();
        var services = all.Skip(from).Take(Shown).ToList();
        return (services, services.Count == all.Count ? null : Part(find, from, services.Count, all.Count));
    }

    // From beyond the end back to the beginning: nobody knows how far it was meant.
    private static PartView Part(string find, int from, int shown, int all) => new(
        from, shown, all, from == 0 ? "" : Address(find, shown == 0 ? 0 : Math.Max(0, from - Shown)),
        from + shown < all ? Address(find, from + Shown) : "");

    private static string Address(string find, int from) => Listing.Address("/", "find", find, from) + "#matrix";

    private static IEnumerable<ServiceDefinition> WorstFirst(Sight sight)
    {
        var first = new ServiceSigns(sight).InNeed.Select(s => s.Name).ToHashSet();
        return first.Select(sight.Service).OfType<ServiceDefinition>()
            .Concat(sight.Services.Where(s => !first.Contains(s.Name)));
    }

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
