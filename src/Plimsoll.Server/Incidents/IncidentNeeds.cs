using Plimsoll.Core.Incidents;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Incidents;

/// <summary>What incidents ask of one person: lines that are theirs to do, and action items that are due.</summary>
internal static class IncidentNeeds
{
    private const int MostLines = 3;
    private static readonly TimeSpan Soon = TimeSpan.FromDays(2);

    public static IEnumerable<NeedView> Of(Sight sight) =>
        sight.World.Going<Incident>().Select(i => i.Value).Where(i => i.Exists)
            .OrderByDescending(i => i.Status.IsResponse).ThenByDescending(i => i.Severity).ThenBy(i => i.DeclaredAt)
            .SelectMany(i => Of(sight, i));

    private static IEnumerable<NeedView> Of(Sight sight, Incident incident) => incident.Status switch
    {
        IncidentStatus.Merged or IncidentStatus.Cancelled => [],
        IncidentStatus.Closed => Items(sight, incident),
        _ => Lines(IncidentSeen.Of(sight, incident)).Take(MostLines).Concat(Items(sight, incident)),
    };

    private static IEnumerable<NeedView> Lines(IncidentSeen seen) =>
        from duty in seen.Urgent
        where seen.People(duty).Contains(seen.Sight.Actor)
        select new NeedView(
            duty.State == DutyState.Overdue ? new Sign(Mark.Fail, "overdue")
                : new Sign(Mark.Sign, "a line waits for you"),
            $"{duty.Check.Text}: {seen.Incident.Id}",
            duty.Due is { } due
                ? $"{seen.Incident.Title.Sentence} Due {Words.Stamp(due)}."
                : seen.Incident.Title.Sentence,
            HrefOf(seen, duty), "Do it");

    private static string HrefOf(IncidentSeen seen, Duty duty) =>
        LineViews.HrefOf(seen, duty) is { Length: > 0 } place ? place : $"{seen.Href}#line-{LineViews.IdOf(duty)}";

    private static IEnumerable<NeedView> Items(Sight sight, Incident incident) =>
        from item in incident.Review.Actions
        where !item.IsDone && item.Owner == sight.Actor
        where item.Due <= DateOnly.FromDateTime((sight.Now + Soon).UtcDateTime)
        let late = item.Due < DateOnly.FromDateTime(sight.Now.UtcDateTime)
        select new NeedView(
            late ? new Sign(Mark.Fail, "overdue") : new Sign(Mark.Sign, "due soon"),
            $"Action item {item.Number} of {incident.Id}: {item.Text}", $"Due {item.Due:yyyy-MM-dd}.",
            $"{IncidentSeen.HrefOf(incident.Id)}/review#action-{item.Number}", "See it");
}
