using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Hosting;

/// <summary>What the frame around every page says: services with their worst state, counts, guide and record.</summary>
public static class Houses
{
    public static House Of(Desk desk)
    {
        var world = desk.World;
        var services = world.All<Service>().Select(s => s.Value.Definition).OfType<ServiceDefinition>().OrderBy(s => s.Title).ToList();
        var reader = world.Reader();
        var open = world.All<Release>().Select(r => r.Value)
            .Count(r => r.Exists && Standings.Of(r, services.FirstOrDefault(s => s.Name == r.Service), reader)
                is Standing.Draft or Standing.Sealed or Standing.Shipping);
        var guide = world.Get<GuideBook>(GuideBook.Stream).NewestHash;
        return new House(
            [.. services.Select(s => new ServiceLine(s.Name, s.Title, Sign(s, world)))],
            [.. services.SelectMany(s => s.People.Values.SelectMany(p => p)).Distinct().Order()],
            open, world.All<Deployment>().Count(d => d.Value.IsActive || d.Value is { Exists: true, Status: DeploymentStatus.Pending }), 0, 0, desk.Now,
            guide == "" ? "" : $"Guide {guide[..Math.Min(8, guide.Length)]}", $"Journal: {world.Position} facts");
    }

    private static Sign Sign(ServiceDefinition service, Core.Kernel.World world)
    {
        var lanes = service.Environments.Select(e => world.Get<Lane>(Lane.StreamOf(service.Name, e.Name))).ToList();
        return lanes.Any(l => l.Holds.Length > 0) ? new Sign(Mark.Hold, "on hold")
            : lanes.Any(l => l.Active is not null) ? new Sign(Mark.Run, "deploying")
            : lanes.Any(l => l.IsMixed) ? new Sign(Mark.Warn, "mixed versions")
            : new Sign(Mark.Ok, "healthy");
    }
}
