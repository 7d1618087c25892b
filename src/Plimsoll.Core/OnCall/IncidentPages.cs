using Plimsoll.Core.Catalog;
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
        DutyEscalated escalated => ForDuty(fact, escalated, world),
        PageAcknowledged acknowledged => Answered(fact, acknowledged, world),
        IncidentResolved or IncidentMerged or IncidentCancelled => Over(fact, world),
        _ => [],
    };

    private static IEnumerable<Effect> Called(Fact fact, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        return incident.Severity < Wakes || !incident.Status.IsResponse || OpenPages(fact.Stream, world).Any() ? []
            : [Trigger(incident, world, PageIdOf(incident), incident.Title, incident.Symptoms)];
    }

    private static IEnumerable<Effect> ForDuty(Fact fact, DutyEscalated escalated, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        return incident.Severity < WakesForDuty || !incident.Status.IsResponse ? []
            : [Trigger(incident, world, $"{incident.Id}-{escalated.Duty}-{fact.Version}",
                $"Still not done: {escalated.Title}", incident.Title)];
    }

    private static Send Trigger(Incident incident, World world, string page, string title, string text) => new(
        "page", page, Page.StreamOf(page), new TriggerPage(page, Incident.StreamOf(incident.Id), incident.Service,
            $"{incident.Id}: {title}", text, incident.Severity,
            world.Get<Service>(Service.StreamOf(incident.Service)).Definition?.Contacts ?? []));

    private static IEnumerable<Effect> Answered(Fact fact, PageAcknowledged acknowledged, World world)
    {
        var page = world.Get<Page>(fact.Stream);
        return page.About.Kind != Incident.Kind ? []
            : [new Send("record-acknowledgement", page.Id, page.About, new RecordAcknowledgement(acknowledged.By))];
    }

    private static IEnumerable<Effect> Over(Fact fact, World world)
    {
        var incident = world.Get<Incident>(fact.Stream);
        return from page in OpenPages(fact.Stream, world)
               select new Send("resolve-page", page.Id, Page.StreamOf(page.Id),
                   new ResolvePage($"{incident.Id} is {incident.Status.Word}"));
    }

    private static IEnumerable<Page> OpenPages(StreamName incident, World world) =>
        from page in world.Going<Page>()
        where page.Value.About == incident && !page.Value.HasEnded
        select page.Value;

    /// <summary>The first page of an incident bears its id; one after a reopening its count as well.</summary>
    private static string PageIdOf(Incident incident) =>
        incident.Reopened == 0 ? incident.Id : $"{incident.Id}-{incident.Reopened + 1}";
}
