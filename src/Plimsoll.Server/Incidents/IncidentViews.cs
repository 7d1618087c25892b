using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Files.Api;
using Plimsoll.Server.Releases;

namespace Plimsoll.Server.Incidents;

/// <summary>Tells an incident as the API answers it.</summary>
public static class IncidentViews
{
    private const int MostEntries = 200;

    public static IncidentSummary Summary(Incident incident, World world, DateTimeOffset at) => new(
        incident.Id, incident.Title, incident.Status.Word, incident.Severity.ToString().ToLowerInvariant(),
        incident.IsAssessed, incident.Service, incident.Environment, incident.Version, incident.Lead.Person,
        incident.DeclaredAt, incident.ResolvedAt,
        IncidentDuties.Of(incident, PlaybookOf(incident, world), at).Count(d => d.State == DutyState.Overdue),
        NextSteps.Sentence(incident, world, at))
    {
        Private = incident.IsPrivate,
    };

    /// <param name="before">Entries of the timeline with a lower number only.</param>
    public static IncidentDetail Detail(Incident incident, World world, DateTimeOffset at, int before)
    {
        var playbook = PlaybookOf(incident, world);
        var service = world.ServiceOf(incident.Service);
        return new IncidentDetail(
            Summary(incident, world, at), at, incident.Impact, incident.Symptoms, incident.Cause, incident.Deployment,
            incident.DeclaredBy, incident.Playbook, incident.SecurityNeeded, IncidentPartViews.Times(incident.Times),
            IncidentPartViews.Lead(incident.Lead), IncidentPartViews.Channel(incident.Channel),
            [.. incident.Team.Select(r => new ResponderView(r.Person, r.Role, r.Since))],
            [.. incident.Suspects.Select(s => new SuspectView(s.Number, s.What, s.Why, s.Version, s.By, s.Proposed))],
            [.. incident.Decisions.Select(IncidentPartViews.Decision)],
            IncidentPartViews.Mitigation(incident.Mitigation), incident.Hotfixes,
            [.. incident.Updates.Select(IncidentPartViews.Update)],
            [.. IncidentDuties.Of(incident, playbook, at).Select(d => Duty(incident, service, d, at))],
            [.. ToResolve(incident)], [.. ToClose(incident, playbook, at)], Review(incident), incident.Reopened,
            incident.MergedInto, incident.EndReason, [.. Newest(incident, before)], incident.Timeline.Count)
        {
            Admitted = incident.Admitted,
        };
    }

    public static SectionView Section(Incident incident, string name) =>
        incident.Review.Section(name) is { } written
            ? new SectionView(name, Sections.TitleOf(name), written.Text, written.Revision, written.By, written.At)
            : new SectionView(name, Sections.TitleOf(name), "", 0, "", null);

    public static Playbook? PlaybookOf(Incident incident, World world) =>
        world.Get<GuideBook>(GuideBook.Stream).Find(incident.Playbook);

    /// <summary>Whether it waits for a person: leads, was asked, helps, or has something due.</summary>
    public static bool Concerns(Incident incident, string person, World world, DateTimeOffset at)
    {
        if (incident.Lead.Person == person || incident.Lead.Offered == person) return true;
        if (incident.Team.Any(r => r.Person == person)) return true;
        if (incident.Review.Actions.Any(a => a.Owner == person && !a.IsDone)) return true;
        var service = world.ServiceOf(incident.Service);
        return IncidentDuties.Of(incident, PlaybookOf(incident, world), at).Any(d =>
            d.IsOpen && Responsible.People(incident, service, d.Roles).Contains(person));
    }

    private static DutyView Duty(Incident incident, ServiceDefinition? service, Duty duty, DateTimeOffset at) => new(
        duty.Check.Id, duty.Check.Text, duty.Check.Phase, StateWord(duty.State), duty.From, duty.Due,
        duty.IsMissing ? NextSteps.DueWords(duty.Due, at) : "", duty.Roles,
        Responsible.People(incident, service, duty.Roles), duty.DoneAt, duty.DoneBy, duty.WasLate, duty.Evidence,
        duty.IsMissing ? DutyActions.CommandFor(incident, duty) : "", duty.Check.Line, duty.Check.Origin);

    private static string StateWord(DutyState state) => state switch
    {
        DutyState.NotYet => "not-yet",
        DutyState.NotApplicable => "not-applicable",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static IEnumerable<BlockerView> ToResolve(Incident incident) => !incident.Status.IsResponse ? []
        : ResolveIncident.Gates(incident).Select(ReleaseViews.View);

    private static IEnumerable<BlockerView> ToClose(Incident incident, Playbook? playbook, DateTimeOffset at) =>
        incident.Status.IsOver ? [] : CloseIncident.Gates(incident, playbook, at).Select(ReleaseViews.View);

    private static ReviewView Review(Incident incident) => new(
        [.. Sections.All.Select(name => Section(incident, name))],
        [.. incident.Review.Actions.Select(IncidentPartViews.Item)], incident.Review.NoActions,
        incident.Review.Runbook is { } r ? new RunbookView(r.Path, r.Commit, r.Reason, r.By, r.At) : null,
        incident.Review.Retrospective is { } m
            ? new RetrospectiveView(m.Start, m.Minutes, m.Attendees, m.Cancelled) : null);

    private static IEnumerable<EntryView> Newest(Incident incident, int before)
    {
        var last = Math.Min(incident.Timeline.Count, before <= 0 ? 0 : before - 1);
        for (var number = last; number > Math.Max(0, last - MostEntries); number--)
            yield return IncidentPartViews.Entry(incident.Timeline[number - 1]);
    }
}
