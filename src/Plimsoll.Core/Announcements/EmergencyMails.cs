using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Announcements;

/// <summary>An emergency sign-off is loud: the Release Managers hear of it, again when nobody confirmed it.</summary>
internal static class EmergencyMails
{
    public static IEnumerable<Effect> On(Fact fact, World world) => fact.Event switch
    {
        SignedInEmergency signed => Tell(fact, world, "emergency", fact.Moment.Actor,
            "was signed in an emergency", $"{fact.Moment.Actor} signed it for {signed.Incident}: {signed.Reason}",
            $"One of you looks at it until {Workdays.OneAfter(fact.Moment.At):yyyy-MM-dd HH:mm} UTC."),
        EmergencyLeftUnconfirmed left => Tell(fact, world, "unconfirmed", "",
            "was signed in an emergency and nobody has confirmed it",
            $"{left.SignedBy} signed it; the working day is over.",
            "It is marked so wherever it is told, until one of you looks at it."),
        _ => [],
    };

    // Whoever signed does not confirm, and hears of it only when it is late.
    private static IEnumerable<Effect> Tell(
        Fact fact, World world, string name, string but, string title, string first, string last)
    {
        var release = world.Get<Release>(fact.Stream);
        var service = world.ServiceOf(release.Service);
        var told = Responsible.Holders(service, Roles.ReleaseManager).Where(person => person != but);
        return from to in Responsible.Mail(service, told)
               select new Deliver(name, to, "mail", [to], $"{release.Title} {title}",
                   $"{first}\n{last}\n\nplimsoll release confirm-emergency {release.Service} {release.Version}\n\n"
                   + $"{IncidentMails.Here}/releases/{release.Service}/{release.Version}", fact.Stream);
    }
}
