using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>A person says that a line is done that Plimsoll cannot see the end of.</summary>
public sealed record CompleteDuty(string Duty, string Note) : IncidentReadingCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        if (incident.Over() is { } over) return over;
        if (Find(incident, Duty, readings, now.At) is not { } duty) return Unknown(incident, Duty);
        if (DutyConcepts.IsSeen(duty.Check.Concept))
            return Refusal.Invalid($"{duty.Check.Text} is done by doing it: " +
                $"`{DutyActions.CommandFor(incident, duty)}`.");
        if (duty.State is DutyState.Done or DutyState.Waived) return Ruling.Of<IncidentEvent>();
        if (Refused(incident, duty, readings, now) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(Note)) return Refusal.Invalid("Say in a few words what was done.");
        if (Signing.TakesAny(duty.Check) || readings.ServiceOf(incident.Service) is not { } service)
            return new DutyCompleted(duty.Check.Id, duty.Check.Text, Note.Trim());
        var signed = duty.Unsigned.Where(role => Responsible.People(incident, service, [role]).Contains(now.Actor));
        return Signed(duty, [.. signed]);
    }

    /// <summary>Done once every role the line names has signed it.</summary>
    private Ruling<IncidentEvent> Signed(Duty duty, ImmutableArray<string> roles) =>
        roles.Length == duty.Unsigned.Length ? new DutyCompleted(duty.Check.Id, duty.Check.Text, Note.Trim())
        : roles.IsEmpty ? Ruling.Of<IncidentEvent>()
        : new DutySigned(duty.Check.Id, duty.Check.Text, roles, Note.Trim());

    private static Refusal? Refused(Incident incident, Duty duty, Readings readings, Moment now)
    {
        var playbook = readings.Of<GuideBook>(GuideBook.Stream).Find(incident.Playbook);
        if (playbook is not null && DutyGroups.Before(
            duty, IncidentDuties.Of(incident, playbook, now.At), playbook) is { } before)
            return Refusal.Blocked($"{before.Check.Text} comes before it and is not done.");
        if (!Signing.NeedsWord(duty.Check)) return null;
        var service = readings.ServiceOf(incident.Service);
        var signers = Signing.Signers(duty.Check);
        return service is null || Responsible.People(incident, service, signers).Contains(now.Actor) ? null
            : Refusal.Forbidden(
                $"{duty.Check.Text} is {(duty.Check.Attested ? "confirmed" : "signed")} by "
                + $"{string.Join(" or ", signers)}; {now.Actor} is neither.");
    }

    internal static Duty? Find(Incident incident, string duty, Readings readings, DateTimeOffset at) =>
        IncidentDuties.Of(incident, readings.Of<GuideBook>(GuideBook.Stream).Find(incident.Playbook), at)
            .FirstOrDefault(d => d.Check.Id == duty);

    internal static Refusal Unknown(Incident incident, string duty) => Refusal.NotFound(
        $"The guide of {incident.Id} has no duty {duty}; `plimsoll incident show {incident.Id}` lists them.");
}

public sealed record DutyCompleted(string Duty, string Title, string Note) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        DutyRungs.With(incident, Duty,
                r => r with { DoneAt = moment.At, DoneBy = moment.Actor, Note = Note, Signed = [] })
            .Tell(moment, Title, Note);
}

/// <summary>One of several roles that a line names has signed it; others are still to.</summary>
public sealed record DutySigned(string Duty, string Title, ImmutableArray<string> Roles, string Note) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        DutyRungs.With(incident, Duty, r => r with { Signed = r.Signed.AddRange(Roles) })
            .Tell(moment, $"Signed as {string.Join(" and ", Roles)}: {Title}", Note);
}

/// <summary>A line is left out, with a reason, by whoever leads or by a Release Manager.</summary>
public sealed record WaiveDuty(string Duty, string Reason) : IncidentReadingCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        if (incident.Over() is { } over) return over;
        if (CompleteDuty.Find(incident, Duty, readings, now.At) is not { } duty)
            return CompleteDuty.Unknown(incident, Duty);
        if (string.IsNullOrWhiteSpace(Reason)) return Refusal.Invalid("Say why it is left out; the review reads it.");
        if (!duty.IsMissing)
            return Refusal.TooLate($"{duty.Check.Text} is {duty.State.ToString().ToLowerInvariant()}.");
        if (duty.Check.Concept is DutyConcepts.Close or DutyConcepts.Restored or DutyConcepts.FinalUpdate)
            return Refusal.Invalid("Without it there is no end; cancel or merge the incident if it is none.");
        var service = readings.ServiceOf(incident.Service);
        var may = duty.Check.WaivedBy != "" ? service?.Holds(now.Actor, duty.Check.WaivedBy) == true
            : now.Actor == incident.Lead.Person || service?.Holds(now.Actor, "Release Manager") == true
            || service is null && !now.BySystem && incident.Lead.Person == "";
        return may ? new DutyWaived(duty.Check.Id, duty.Check.Text, Reason.Trim()) : Refusal.Forbidden(
            $"{(duty.Check.WaivedBy != "" ? duty.Check.WaivedBy
                : "The incident commander or a Release Manager")} leaves this line out; {now.Actor} is neither. " +
            $"`plimsoll incident lead {incident.Id}` takes command.");
    }
}

public sealed record DutyWaived(string Duty, string Title, string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        DutyRungs.With(incident, Duty,
                r => r with { Waived = true, DoneAt = moment.At, DoneBy = moment.Actor, Note = Reason })
            .Tell(moment, $"Left out: {Title}", Reason);
}
