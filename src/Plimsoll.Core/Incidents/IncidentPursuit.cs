using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>What time alone asks for of the incidents that go on: duties, the next to lead, reminders.</summary>
public static class IncidentPursuit
{
    // The lane hears of it in the same second; after this it never will.
    private static readonly TimeSpan Heard = TimeSpan.FromSeconds(30);

    public static IEnumerable<Send> Of(World world, DateTimeOffset at) =>
        world.Going<Incident>().SelectMany(i => Of(i.Key, i.Value, world, at));

    /// <summary>What is due of one incident.</summary>
    public static IEnumerable<Send> Of(StreamName stream, Incident incident, World world, DateTimeOffset at)
    {
        foreach (var duty in Duties(incident, world, at))
            if (DutyRungs.Due(duty, at).Any())
                yield return new Send("advance-duty", duty.Check.Id, stream, new AdvanceDuty(duty.Check.Id));
        if (OfferCommand.NextDue(incident, at) != "")
            yield return new Send("offer-command", "", stream, new OfferCommand(""));
        if (Lost(incident, world, at) is { } lost)
            yield return new Send("lost-mitigation", lost, stream, new FailMitigation(
                lost, $"{lost} could not be begun; the lane has no such deployment", Critical: false));
        foreach (var item in Reminded(incident).Where(a => ActionItems.IsDue(a, at)))
            yield return new Send("remind", $"{item.Number}", stream, new RemindOfActionItem(item.Number));
    }

    /// <summary>The first moment after now at which time alone may ask for something; null: never.</summary>
    /// <remarks>Holds as long as nothing is written to the incident, so nobody has to look before.</remarks>
    public static DateTimeOffset? NextLook(Incident incident, World world, DateTimeOffset at)
    {
        List<DateTimeOffset> moments = [.. Duties(incident, world, at).SelectMany(d => DutyRungs.Moments(d, at))];
        if (incident.Status.IsResponse && incident.Lead is { Person: "", Next: not "" } lead)
            moments.Add(lead.AskedAt + OfferCommand.Patience);
        if (incident.Mitigation is { FinishedAt: null, Deployment: not "" } going) moments.Add(going.StartedAt + Heard);
        moments.AddRange(Reminded(incident).Where(a => !a.IsDone).SelectMany(a => ActionItems.Mornings(a, at)));
        return moments.Where(m => m > at).Select(m => (DateTimeOffset?)m).Min();
    }

    /// <summary>A rollback that was asked for and that no lane ever heard of: another came before it.</summary>
    private static string? Lost(Incident incident, World world, DateTimeOffset at)
    {
        if (incident.Status != IncidentStatus.Mitigating
            || incident.Mitigation is not { FinishedAt: null, Deployment: not "" } going
            || at < going.StartedAt + Heard) return null;
        var lane = world.Get<Lane>(Lane.StreamOf(incident.Service, going.Environment));
        return lane.Queue.Any(q => q.Deployment == going.Deployment)
            || lane.Active?.Deployment.Deployment == going.Deployment
            || world.Get<Deployment>(Deployment.StreamOf(going.Deployment)).Exists ? null : going.Deployment;
    }

    private static IEnumerable<Duty> Duties(Incident incident, World world, DateTimeOffset at) =>
        incident.Status.IsOver ? []
        : IncidentDuties.Of(incident, world.Get<GuideBook>(GuideBook.Stream).Find(incident.Playbook), at);

    private static IEnumerable<ActionItem> Reminded(Incident incident) =>
        incident.Status is IncidentStatus.Merged or IncidentStatus.Cancelled ? [] : incident.Review.Actions;
}
