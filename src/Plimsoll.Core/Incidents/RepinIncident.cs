using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Moves an incident that goes on to the newest guide. Ticks, evidence and clocks stay with their lines;
/// nobody becomes late for what was not asked before.</summary>
public sealed record RepinIncident(string Reason) : IncidentReadingCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        if (incident.Over() is { } over) return over;
        var service = readings.ServiceOf(incident.Service);
        if (now.Actor != incident.Lead.Person && service?.Holds(now.Actor, "Release Manager") != true)
            return Refusal.Forbidden("The incident commander or a Release Manager moves an incident to another guide; "
                + $"{now.Actor} is neither. `plimsoll incident lead {incident.Id}` takes command.");
        if (string.IsNullOrWhiteSpace(Reason)) return Refusal.Invalid("Say why the guide changes on the way.");
        var book = readings.Of<GuideBook>(GuideBook.Stream);
        if (book.Newest is not { } newest) return Refusal.Blocked("No guide is applied.");
        if (book.Revoked.TryGetValue(newest.Hash, out var revoked)) return Refusal.Blocked(
            $"The newest guide is revoked itself: {revoked}. Apply a corrected one with `plimsoll guide apply FILE`.");
        return newest.Hash == incident.Playbook ? Ruling.Of<IncidentEvent>() : Repinned(incident, book, newest);
    }

    private IncidentRepinned Repinned(Incident incident, GuideBook book, Playbook newest)
    {
        var before = book.Find(incident.Playbook);
        var change = PinChange.Between(before, newest, (playbook, check) => DutyLines.Of(playbook).Contains(check));
        return new IncidentRepinned(newest.Hash, incident.Playbook, [.. change.Added, .. change.Changed],
            [.. change.Removed.Select(id => before?.Find(id)).OfType<Check>()], change.Words, Reason.Trim());
    }
}

/// <param name="Retimed">Lines that are new or ask for something else; their clocks begin no earlier than now.</param>
/// <param name="Removed">Lines the guide no longer has; they are shown as that.</param>
/// <param name="Change">What became different, by the lines' names.</param>
public sealed record IncidentRepinned(
    string Playbook, string Before, ImmutableArray<string> Retimed, ImmutableArray<Check> Removed, string Change,
    string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) => (incident with
    {
        Playbook = Playbook,
        Retimed = incident.Retimed.SetItems(Retimed.Select(id => KeyValuePair.Create(id, moment.At))),
        Removed = [.. incident.Removed.Where(c => !Retimed.Contains(c.Id)), .. Removed],
    }).Tell(moment, "Moved to another guide", $"{Reason}: {Change}");
}
