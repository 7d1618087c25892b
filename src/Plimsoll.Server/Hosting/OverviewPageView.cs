using Plimsoll.Core.Deployments;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Hosting;

/// <summary>Turns the whole house into what the overview tells.</summary>
internal static class OverviewPageView
{
    public static OverviewView Of(Sight sight, string find, int from)
    {
        var holds = LaneHold.All(sight).ToList();
        var open = OpenReleases.Of(sight).Where(r => !r.Release.IsWithdrawn).ToList();
        var incidents = IncidentSeen.Open(sight).OrderByDescending(i => i.Severity)
            .ThenByDescending(i => i.DeclaredAt).ToList();
        var runs = sight.UnderWay.ToList();
        var (services, part) = WhatRunsWhere.Page(sight, find, from);
        return new OverviewView(
            Sentence(incidents.Count, holds, runs, open), holds, Needs.Of(sight),
            [.. runs.Select(r => Run(sight, r)), .. open.Where(r => !runs.Exists(r.IsAbout)).Select(Release)],
            KnownServices.EnvironmentsOf(services),
            [.. services.Select(s => WhatRunsWhere.Row(sight, s, incidents))], runs.Exists(r => r.Question is null))
        {
            Find = sight.Known.AreMany ? new FindView("/#matrix", "find", find) : null,
            Part = part,
            Incidents = [.. incidents.Select(i => IncidentsPageView.Banner(sight, i))],
        };
    }

    private static string Sentence(int incidents, List<HoldView> holds, List<Deployment> runs, List<ReleaseSeen> open)
    {
        var asking = runs.Count(r => r.Question is not null);
        var moving = runs.Count(r => r.IsActive && r.Question is null);
        List<string> parts =
        [
            incidents > 0 ? Words.Count(incidents, "incident is open", "incidents are open") : "",
            .. holds.Select(h => h.Title).Distinct(),
            asking > 0 ? Words.Count(asking, "deployment waits for an answer", "deployments wait for an answer") : "",
            moving > 0 ? Words.Count(moving, "deployment runs", "deployments run") : "",
            .. open.Where(r => r.Release.Candidate is not null && !r.Shipment.IsOpen).Take(2).Select(Distance),
        ];
        parts.RemoveAll(p => p == "");
        return parts.Count == 0
            ? "Nothing is on hold, nothing moves, nothing is waiting to ship."
            : Joined(parts).Sentence;
    }

    private static string Distance(ReleaseSeen seen) => seen.Gates.IsEmpty
        ? ""
        : seen.Open == 0 ? $"{seen.Title} is safe to ship"
        : $"{seen.Title} is {Words.Count(seen.Open, "gate", "gates")} from safe";

    private static string Joined(List<string> parts) => parts.Count == 1
        ? parts[0]
        : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";

    private static FlightView Run(Sight sight, Deployment run) => new(
        run.Sign, [], sight.TitleOf(run.Service), run.Order.Version,
        run.IsRollback ? $"back on {run.Environment}" : $"to {run.Environment}",
        DeploymentViews.Sentence(run, sight).Sentence, run.Tag, DeploymentPageView.HrefOf(run.Id));

    private static FlightView Release(ReleaseSeen seen) => new(
        seen.Sign, [.. seen.Gates.Select(g => g.Sign)], seen.ServiceTitle, seen.Release.Version, "",
        ReleaseMeaning.InShort(seen), seen.Type, seen.Href);
}
