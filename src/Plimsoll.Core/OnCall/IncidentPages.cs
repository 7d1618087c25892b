using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.OnCall;

/// <summary>Whom an incident calls, and what an answer means for it.</summary>
internal static class IncidentPages
{
    // A low one is mailed; it wakes nobody.
    private const Severity Wakes = Severity.Medium;

    // A line of the checklist wakes people only while users are badly hurt.
    private const Severity WakesForDuty = Severity.High;

    public static IEnumerable<Effect> On(Fact fact, World world) => fact.Event switch
    {
        IncidentDeclared or SeverityAssessed or SeverityRaised or IncidentReopened => Called(fact, world),
        ServiceNamed => CalledAtLast(fact, world),
        ServiceDefined defined => CalledAtLast(fact, defined.Definition, world),
        DutyEscalated escalated => ForDuty(fact, escalated, world),
        PageAcknowledged acknowledged => Answered(fact, acknowledged, world),
        IncidentResolved or IncidentMerged or IncidentCancelled => Over(fact, world),
        _ => [],
    };

    /// <summary>Wakes people, again when it is worse than what they were told; a low one lets them sleep.</summary>
    private static IEnumerable<Effect> Called(Fact fact, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        if (!incident.Status.IsResponse) return [];
        var open = OpenPages(fact.Stream, world).ToList();
        if (incident.Severity < Wakes) return [.. open.Select(p => Resolved(p, $"{incident.Id} is low now"))];
        return open.FirstOrDefault(p => p.Duty == "") is { } page
            ? page.Severity < incident.Severity
                ? [new Send("raise-page", page.Id, Page.StreamOf(page.Id), new RaisePage(incident.Severity))] : []
            : [Trigger(incident, world, PageIdOf(incident, fact, world), incident.Title, incident.Symptoms, "")];
    }

    /// <summary>Before its service was named there was nobody to call.</summary>
    private static IEnumerable<Effect> CalledAtLast(Fact fact, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        var inVain = OpenPages(fact.Stream, world).ToList();
        if (!incident.Status.IsResponse || incident.Severity < Wakes) return [];
        return [.. inVain.Select(p => Resolved(p, $"{incident.Id} is about {incident.Service}; its people are called")),
            Trigger(incident, world, PageIdOf(incident, fact, world), incident.Title, incident.Symptoms, "")];
    }

    /// <summary>Until its service named somebody with an address, there was nobody to call either.</summary>
    private static IEnumerable<Effect> CalledAtLast(Fact fact, ServiceDefinition service, World world) =>
        PageStep.Of(service.Contacts).IsEmpty ? [] :
        [
            .. from page in world.Going<Page>().Select(p => p.Value)
               where page.IsOpen && page.Steps.IsEmpty && page.Service == service.Name
               let id = $"{page.Id}-contacts-{fact.Version}"
               from effect in (Effect[])
               [
                   Resolved(page, $"{service.Title} has contacts now; they are called"),
                   new Send("page", id, Page.StreamOf(id), new TriggerPage(
                       id, page.About, page.Service, page.Title, page.Text, page.Severity, service.Contacts)
                       { Duty = page.Duty }),
               ]
               select effect,
        ];

    /// <summary>Who is being called for the incident already is not called once more for one line of it.</summary>
    private static IEnumerable<Effect> ForDuty(Fact fact, DutyEscalated escalated, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        return incident.Severity < WakesForDuty || !incident.Status.IsResponse
            || OpenPages(fact.Stream, world).Any(p => p.IsOpen) ? []
            : [Trigger(incident, world, $"{incident.Id}-{escalated.Duty}-{fact.Version}",
                $"Still not done: {escalated.Title}", incident.Title, escalated.Duty)];
    }

    /// <summary>The line a page is about is done, or nobody has to do it any more.</summary>
    public static bool IsDone(Page page, World world, DateTimeOffset at)
    {
        if (page.Duty == "" || page.About.Kind != Incident.Kind) return false;
        var incident = world.Get<Incident>(page.About);
        return !IncidentDuties.Of(incident, world.Get<GuideBook>(GuideBook.Stream).Find(incident.Playbook), at)
            .Any(d => d.Check.Id == page.Duty && d.State == DutyState.Overdue);
    }

    private static Send Trigger(
        Incident incident, World world, string page, string title, string text, string duty) => new(
        "page", page, Page.StreamOf(page), new TriggerPage(page, Incident.StreamOf(incident.Id), incident.Service,
            $"{incident.Id}: {title}", text, incident.Severity,
            world.Get<Service>(Service.StreamOf(incident.Service)).Definition?.Contacts ?? []) { Duty = duty });

    private static Send Resolved(Page page, string reason) =>
        new("resolve-page", page.Id, Page.StreamOf(page.Id), new ResolvePage(reason));

    private static IEnumerable<Effect> Answered(Fact fact, PageAcknowledged acknowledged, World world)
    {
        var page = world.Get<Page>(fact.Stream);
        return page.About.Kind != Incident.Kind ? []
            : [new Send("record-acknowledgement", page.Id, page.About, new RecordAcknowledgement(acknowledged.By))];
    }

    /// <summary>Only pages from before: one of a later reopening is not over by it.</summary>
    private static IEnumerable<Effect> Over(Fact fact, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        return from page in OpenPages(fact.Stream, world)
               where page.TriggeredAt <= fact.Moment.At
               select Resolved(page, $"{incident.Id} is {incident.Status.Word}");
    }

    private static IEnumerable<Page> OpenPages(StreamName incident, World world) =>
        from page in world.Going<Page>()
        where page.Value.About == incident && !page.Value.HasEnded
        select page.Value;

    /// <summary>The first page of an incident bears its id; one after a reopening, or a later one, says so.</summary>
    private static string PageIdOf(Incident incident, Fact fact, World world)
    {
        var id = incident.Reopened == 0 ? incident.Id : $"{incident.Id}-{incident.Reopened + 1}";
        return world.Get<Page>(Page.StreamOf(id)).Exists ? $"{id}-{fact.Version}" : id;
    }
}
