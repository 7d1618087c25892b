using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Announcements;

/// <summary>
/// Release Managers hear when a restore point could not be shown to be good: a backup nobody can restore is none.
/// </summary>
internal static class DrillMails
{
    public static IEnumerable<Effect> On(Fact fact, DrillEnded ended, World world)
    {
        var lane = world.Get<Lane>(fact.Stream);
        if (ended.Outcome == Outcome.Succeeded || lane.Drill is not { } drill
            || world.ServiceOf(lane.Service) is not { } service) return [];
        return from to in Responsible.Mail(service, Responsible.Holders(service, "Release Manager"))
               select new Deliver("drill", to, "mail", [to],
                   $"{service.Title} {lane.Environment}: a restore drill did not pass",
                   $"Restore point {drill.RestorePoint} was restored to a scratch folder, "
                   + $"to see whether it can be done: {ended.Sentence}. Count on no backup until one passes.\n\n"
                   + $"plimsoll service drill {lane.Service} {lane.Environment}   (once what it names is mended)\n\n"
                   + $"{IncidentMails.Here}/", fact.Stream);
    }
}
