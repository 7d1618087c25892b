using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>What time alone asks for of the incidents that go on: duties, the next to lead, reminders.</summary>
public static class IncidentPursuit
{
    public static IEnumerable<Send> Of(World world, DateTimeOffset at) =>
        world.Going<Incident>().SelectMany(i => Of(i.Key, i.Value, world, at));

    private static IEnumerable<Send> Of(StreamName stream, Incident incident, World world, DateTimeOffset at)
    {
        if (!incident.Status.IsOver)
        {
            var playbook = world.Get<GuideBook>(GuideBook.Stream).Find(incident.Playbook);
            foreach (var duty in IncidentDuties.Of(incident, playbook, at))
                if (DutyRungs.Due(duty, at).Any())
                    yield return new Send("advance-duty", duty.Check.Id, stream, new AdvanceDuty(duty.Check.Id));
        }
        if (OfferCommand.NextDue(incident, at) != "")
            yield return new Send("offer-command", "", stream, new OfferCommand(""));
        foreach (var item in incident.Review.Actions.Where(a => ActionItems.IsDue(a, at)))
            if (incident.Status is not (IncidentStatus.Merged or IncidentStatus.Cancelled))
                yield return new Send("remind", $"{item.Number}", stream, new RemindOfActionItem(item.Number));
    }
}
