using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>What time alone asks for of the incidents that go on: duties, the next to lead, reminders.</summary>
public static class IncidentPursuit
{
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
        moments.AddRange(Reminded(incident).Where(a => !a.IsDone).SelectMany(a => ActionItems.Mornings(a, at)));
        return moments.Where(m => m > at).Select(m => (DateTimeOffset?)m).Min();
    }

    private static IEnumerable<Duty> Duties(Incident incident, World world, DateTimeOffset at) =>
        incident.Status.IsOver ? []
        : IncidentDuties.Of(incident, world.Get<GuideBook>(GuideBook.Stream).Find(incident.Playbook), at);

    private static IEnumerable<ActionItem> Reminded(Incident incident) =>
        incident.Status is IncidentStatus.Merged or IncidentStatus.Cancelled ? [] : incident.Review.Actions;
}
