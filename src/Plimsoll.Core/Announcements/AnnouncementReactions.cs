using Plimsoll.Core.Calendar;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Announcements;

/// <summary>Who is told by mail about an incident, an emergency or a late step, and when.</summary>
public static class AnnouncementReactions
{
    private const string ReleaseManager = "Release Manager";

    public static IEnumerable<Effect> On(Fact fact, World world)
    {
        if (fact.Event is CustomersTold told) return CustomerMails.On(fact, told, world);
        if (fact.Event is ReleaseEvent) return EmergencyMails.On(fact, world);
        if (fact.Event is CalendarEvent) return SlotMails.On(fact, world);
        if (fact.Event is TargetDrifted drifted) return LaneMails.On(fact, drifted, world);
        if (fact.Event is DrillEnded drilled) return LaneMails.On(fact, drilled, world);
        if (fact.Event is ShipmentEvent) return StepMails.On(fact, world);
        if (fact.Event is not IncidentEvent happened) return [];
        var incident = world.Get<Incident>(fact.Stream);
        var service = world.ServiceOf(incident.Service);
        var about = new About(incident, service, world.Get<GuideBook>(GuideBook.Stream).Find(incident.Playbook),
            fact);
        return happened is UpdateSent update
            ? IncidentMails.Update(about, update)
            : OfDuty(about, happened) ?? OfPeople(about, happened) ?? [];
    }

    private static IEnumerable<Effect>? OfDuty(About about, IncidentEvent happened) => happened switch
    {
        DutyNudged nudged => IncidentMails.Duty(about, nudged.Duty, "nudge", nudged.Due, Owners(about, nudged.Duty)),
        DutyMissed { Quiet: false } missed => IncidentMails.Duty(about, missed.Duty, "missed", missed.Due,
            [.. Owners(about, missed.Duty), .. Commander(about)]),
        DutyEscalated escalated => IncidentMails.Duty(about, escalated.Duty, "escalate", escalated.Due,
            [.. Owners(about, escalated.Duty), .. Commander(about),
                .. Responsible.Holders(about.Service, ReleaseManager), .. Responsible.Holders(about.Service, "PM")]),
        _ => null,
    };

    private static IEnumerable<Effect>? OfPeople(About about, IncidentEvent happened) => happened switch
    {
        // A low one wakes nobody: it is mailed to whoever would be paged otherwise.
        IncidentDeclared { Severity: Severity.Low } declared =>
            IncidentMails.Declared(about, IncidentMails.Low, declared.Symptoms),
        IncidentReopened reopened when about.Incident.Severity == Severity.Low =>
            IncidentMails.Declared(about, "Open again, low severity", reopened.Reason),
        ServiceNamed when about.Incident.Status.IsResponse => IncidentMails.AtLast(about),
        CommandOffered offered => IncidentMails.Offer(about, offered),
        SecurityAnswered { Needed: true } => IncidentMails.Security(about),
        ResponderJoined joined when joined.Person != about.Fact.Moment.Actor => IncidentMails.Joined(about, joined),
        ActionItemAdded item => IncidentMails.Assigned(about, item),
        ActionItemReminded reminded => IncidentMails.Reminded(about, reminded),
        RetrospectiveScheduled or RetrospectiveCancelled => IncidentMails.Invite(about),
        _ => null,
    };

    private static IEnumerable<string> Owners(About about, string duty) =>
        IncidentDuties.Of(about.Incident, about.Playbook, about.Fact.Moment.At).FirstOrDefault(d => d.Check.Id == duty)
            is { } found ? Responsible.People(about.Incident, about.Service, found.Roles) : [];

    private static IEnumerable<string> Commander(About about) =>
        about.Incident.Lead.Person is { Length: > 0 } person ? [person] : [];
}

/// <summary>An incident as it is now, and the fact that is told.</summary>
internal sealed record About(Incident Incident, ServiceDefinition? Service, Playbook? Playbook, Fact Fact);
