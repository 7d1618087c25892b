using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Hosting;

/// <summary>The worst state of each service, as one person sees it now; found from what goes on, not from all there is.</summary>
internal sealed class ServiceSigns
{
    private static readonly Sign Hurt = new(Mark.Warn, "incident open", Tone.Bad);
    private static readonly Sign Held = new(Mark.Hold, "on hold");
    private static readonly Sign Asks = new(Mark.Ask, "waits for an answer");
    private static readonly Sign Runs = new(Mark.Run, "deploying");
    private static readonly Sign Drifted = new(Mark.Warn, "drifted");
    private static readonly Sign Mixed = new(Mark.Warn, "mixed versions");
    private static readonly Sign[] Worst = [Hurt, Held, Asks, Runs, Drifted, Mixed];
    private readonly Sight _sight;
    private readonly HashSet<string> _hurt;
    private readonly HashSet<string> _asking;

    public ServiceSigns(Sight sight)
    {
        _sight = sight;
        _hurt = [.. IncidentSeen.Open(sight).Select(i => i.Service)];
        _asking = [.. sight.Runs.Where(d => d.Question is not null).Select(d => d.Service)];
    }

    /// <summary>Services that need somebody or that something is done to, the worst first, then by title.</summary>
    public IReadOnlyList<ServiceLine> InNeed =>
    [
        .. from name in _hurt.Concat(_asking).Concat(_sight.BusyLanes.Select(l => l.Service)).Distinct()
           from service in new[] { _sight.Service(name) }.OfType<ServiceDefinition>()
           let line = Of(service)
           let place = Array.IndexOf(Worst, line.Sign)
           where place >= 0
           orderby place, line.Title, line.Name
           select line,
    ];

    public ServiceLine Of(ServiceDefinition service) => new(service.Name, service.Title, SignOf(service));

    private Sign SignOf(ServiceDefinition service)
    {
        var lanes = service.Environments.Select(e => _sight.Lane(service.Name, e.Name)).ToList();
        return _hurt.Contains(service.Name) ? Hurt
            : lanes.Any(l => l.Holds.Length > 0) ? Held
            : _asking.Contains(service.Name) ? Asks
            : lanes.Any(l => l.Active is not null) ? Runs
            : lanes.Any(l => !l.Drift.IsEmpty) ? Drifted
            : lanes.Any(l => l.IsMixed) ? Mixed
            : lanes.All(l => l.Targets.IsEmpty) ? new Sign(Mark.Wait, "nothing deployed")
            : new Sign(Mark.Ok, "healthy");
    }
}
