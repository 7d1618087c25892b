using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Tells audiences how it stands. Only a person's words; they start the cadence anew.</summary>
/// <param name="Audiences">Names of the service's audiences; empty: all of them.</param>
/// <param name="Final">The last one, after the incident is resolved; opens the review.</param>
public sealed record SendUpdate(string Text, ImmutableArray<string> Audiences, bool Final) : IncidentReadingCommand
{
    private const int Longest = 10_000;

    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        if (Refused(incident, now) is { } refusal) return refusal;
        var service = readings.ServiceOf(incident.Service);
        var known = service?.Audiences ?? ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
        // Nobody outside is told of a private one: the update stands on its timeline.
        ImmutableArray<string> asked = incident.IsPrivate ? []
            : Audiences.IsDefaultOrEmpty ? [.. known.Keys] : Audiences;
        if (asked.FirstOrDefault(a => !known.ContainsKey(a)) is { } unknown)
            return Refusal.Invalid($"There is no audience {unknown}; the service names " +
                $"{(known.IsEmpty ? "none" : string.Join(", ", known.Keys))}.");
        var cadence = UpdateCadence.Of(
            readings.Of<GuideBook>(GuideBook.Stream).Find(incident.Playbook), incident.Severity);
        return new UpdateSent(incident.Updates.Length + 1, Text.Trim(), asked,
            [.. asked.SelectMany(a => known[a]).Distinct(StringComparer.OrdinalIgnoreCase)], Final,
            incident.Status.IsResponse && cadence is { } every ? now.At + every : null);
    }

    private Refusal? Refused(Incident incident, Moment now)
    {
        if (incident.Over() is { } over) return over;
        if (now.BySystem) return Refusal.Forbidden("An update is written by a person.");
        if (string.IsNullOrWhiteSpace(Text))
            return Refusal.Invalid("Say how it stands; an empty update tells nothing.");
        if (Text.Length > Longest) return Refusal.Invalid($"An update has at most {Longest:N0} characters.");
        if (Final && incident.Status.IsResponse)
            return Refusal.Blocked("The final update comes when service is restored.", new Blocker(
                "incident.resolved", "the incident is not resolved", "Incident Commander",
                $"plimsoll incident resolve {incident.Id} --note \"…\"", 0));
        return null;
    }
}

/// <param name="NextBy">When the next one is promised; null when none is.</param>
public sealed record UpdateSent(
    int Number, string Text, ImmutableArray<string> Audiences, ImmutableArray<string> To, bool Final,
    DateTimeOffset? NextBy) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment)
    {
        var sent = incident with
        {
            Updates = incident.Updates.Add(
                new Update(Number, Text, Audiences, To, moment.Actor, moment.At, Final, NextBy)),
        };
        var moved = Final && incident.Status == IncidentStatus.Resolved ? sent.To(IncidentStatus.Reviewing) : sent;
        var to = incident.IsPrivate ? "for who may see it" : To.IsEmpty ? "no audience has an address"
            : string.Join(", ", Audiences);
        return moved.Tell(
            moment, Final ? "Final update sent" : Number == 1 ? "Initial update sent" : "Update sent", $"{to}: {Text}");
    }
}
