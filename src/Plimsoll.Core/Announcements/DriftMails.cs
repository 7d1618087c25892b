using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Announcements;

/// <summary>Release Managers hear when a production target runs something else than was deployed to it.</summary>
internal static class DriftMails
{
    public static IEnumerable<Effect> On(Fact fact, TargetDrifted drifted, World world)
    {
        var lane = world.Get<Lane>(fact.Stream);
        if (world.ServiceOf(lane.Service) is not { } service
            || service.Environment(lane.Environment) is not { IsProduction: true }) return [];
        var what = new Drifted(drifted.Recorded, drifted.Found, fact.Moment.At).On(drifted.Target);
        return from to in Responsible.Mail(service, Responsible.Holders(service, "Release Manager"))
               select new Deliver("drift", to, "mail", [to], $"{service.Title} {lane.Environment} has drifted",
                   $"{what}. Nothing is deployed there until one of these is done:\n\n"
                   + $"plimsoll service align {lane.Service} {lane.Environment} --reason \"…\"   (put it back)\n"
                   + $"plimsoll service adopt {lane.Service} {(drifted.Found == "" ? "VERSION" : drifted.Found)} "
                   + $"--environment {lane.Environment}   (keep what runs)\n\n{IncidentMails.Here}/", fact.Stream);
    }
}
