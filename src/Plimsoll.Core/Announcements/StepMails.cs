using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Announcements;

/// <summary>
/// A step that is late is told to the people of the roles it waits for; a walk whose planned time ran out to whoever
/// hears of its slots.
/// </summary>
internal static class StepMails
{
    public static IEnumerable<Effect> On(Fact fact, World world)
    {
        if (fact.Event is ShipmentCancelled { Expired: true } expired)
            return Expired(world.Get<Shipment>(fact.Stream), expired.Reason, fact, world);
        if (fact.Event is not StepFellDue late || world.Get<Shipment>(fact.Stream) is not { } shipment
            || shipment.Find(late.Step) is not { IsClosed: false } step) return [];
        var service = world.ServiceOf(shipment.Service);
        var people = step.People.SelectMany(role => Responsible.Holders(service, role)).Distinct();
        var release = world.Get<Release>(Release.StreamOf(shipment.Service, shipment.Version));
        return from to in Responsible.Mail(service, people)
               select new Deliver("late-step", to, "mail", [to], $"{release.Title}: {step.Title} is late",
                   $"It was due {GateWords.Time(late.Due)} (guide line {step.Line}).\n{What(shipment, step)}\n\n"
                   + $"{IncidentMails.Here}/releases/{shipment.Service}/{shipment.Version}", fact.Stream);
    }

    private static IEnumerable<Effect> Expired(Shipment shipment, string why, Fact fact, World world) =>
        world.ServiceOf(shipment.Service) is not { } service ? []
        : from to in SlotMails.Told(service)
          select new Deliver("walk-expired", to, "mail", [to],
              $"{service.Title} {shipment.Version} was not shipped in its time",
              $"{shipment.Id} is over: {why}.\n\n{IncidentMails.Here}/releases/{shipment.Service}/{shipment.Version}",
              fact.Stream);

    /// <summary>What comes before it and is not done, else what to type; a machine's step is looked at.</summary>
    private static string What(Shipment shipment, Step step) =>
        shipment.Before(step.Id) is { } before ? $"{before.Title} comes before it and is not done."
        : step.IsForPeople
            ? $"It waits for {string.Join(step.TakesAny ? " or " : " and ", step.People)}.\n\n"
                + StepWords.Command(shipment, step)
        : $"plimsoll release why {shipment.Service} {shipment.Version}";
}
