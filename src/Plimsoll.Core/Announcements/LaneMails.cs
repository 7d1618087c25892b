using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Announcements;

/// <summary>Release Managers hear what a lane found out by itself and somebody has to see to.</summary>
internal static class LaneMails
{
    /// <summary>A production target runs something else than was deployed to it.</summary>
    public static IEnumerable<Effect> On(Fact fact, TargetDrifted drifted, World world)
    {
        var lane = world.Get<Lane>(fact.Stream);
        if (world.ServiceOf(lane.Service)?.Environment(lane.Environment) is not { IsProduction: true }) return [];
        var what = new Drifted(drifted.Recorded, drifted.Found, fact.Moment.At).On(drifted.Target);
        return Mail("drift", fact, world, " has drifted",
            $"{what}. Nothing is deployed there until one of these is done:\n\n"
            + $"plimsoll service align {lane.Service} {lane.Environment} --reason \"…\"   (put it back)\n"
            + $"plimsoll service adopt {lane.Service} {(drifted.Found == "" ? "VERSION" : drifted.Found)} "
            + $"--environment {lane.Environment}   (keep what runs)");
    }

    /// <summary>A restore point could not be shown to be good: a backup nobody can restore is none.</summary>
    public static IEnumerable<Effect> On(Fact fact, DrillEnded ended, World world)
    {
        var lane = world.Get<Lane>(fact.Stream);
        return ended.Outcome == Outcome.Succeeded || lane.Drill is not { } drill ? []
            : Mail("drill", fact, world, ": a restore drill did not pass",
                $"Restore point {drill.RestorePoint} was restored to a scratch folder, "
                + $"to see whether it can be done: {ended.Sentence}. Count on no backup until one passes.\n\n"
                + $"plimsoll service drill {lane.Service} {lane.Environment}   (once what it names is mended)");
    }

    private static IEnumerable<Effect> Mail(string kind, Fact fact, World world, string title, string text)
    {
        var lane = world.Get<Lane>(fact.Stream);
        return world.ServiceOf(lane.Service) is not { } service ? []
            : from to in Responsible.Mail(service, Responsible.Holders(service, "Release Manager"))
              select new Deliver(kind, to, "mail", [to], $"{service.Title} {lane.Environment}{title}",
                  $"{text}\n\n{IncidentMails.Here}/", fact.Stream);
    }
}
