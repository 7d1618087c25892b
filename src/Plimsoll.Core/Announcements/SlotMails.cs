using Plimsoll.Core.Calendar;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Announcements;

/// <summary>The service's audiences and Release Managers hear what becomes of a slot.</summary>
internal static class SlotMails
{
    public static IEnumerable<Effect> On(Fact fact, World world) => fact.Event switch
    {
        SlotBooked booked => Tell(fact, world, booked.Slot, "is planned", "Booked"),
        SlotMoved moved => Tell(fact, world, moved.Slot, "has another time", "Moved"),
        SlotCancelled cancelled => Tell(fact, world, cancelled.Slot, "is not planned any more", "Cancelled"),
        SlotMissed missed => Tell(fact, world, missed.Slot, "missed its slot", "Missed"),
        _ => [],
    };

    private static IEnumerable<Effect> Tell(Fact fact, World world, string id, string title, string verb)
    {
        if (world.Get<ShippingCalendar>(fact.Stream).Slot(id) is not { } slot
            || world.ServiceOf(slot.Service) is not { } service) return [];
        var told = Told(service);
        var places = slot.Environment == "" ? "production" : slot.Environment;
        var why = slot.Note == "" ? "" : $"\n{slot.Note}";
        return from to in told
               select new Deliver($"slot-{verb.ToLowerInvariant()}", to, "mail", [to],
                   $"{service.Title} {slot.Version} {title}",
                   $"{Calendars.Span(slot.Start, slot.End)}, {places}. {verb} by {By(fact)}.{why}\n\n"
                   + $"{IncidentMails.Here}/releases/{slot.Service}/{slot.Version}", fact.Stream);
    }

    // Customers are told what a person wrote for them; who is a customer and a stakeholder hears as a stakeholder.
    internal static IEnumerable<string> Told(ServiceDefinition service) => service.Colleagues
        .Concat(Responsible.Mail(service, Responsible.Holders(service, "Release Manager")))
        .Distinct(StringComparer.OrdinalIgnoreCase);

    private static string By(Fact fact) => fact.Moment.BySystem ? "Plimsoll" : fact.Moment.Actor;
}
