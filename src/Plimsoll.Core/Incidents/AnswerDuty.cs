using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Incidents;

/// <summary>Says whether a conditional line applies to this incident, and why.</summary>
public sealed record AnswerDuty(string Duty, bool Applies, string Reason) : IncidentReadingCommand
{
    public override Ruling<IncidentEvent> Decide(Incident incident, Readings readings, Moment now)
    {
        if (incident.Over() is { } over) return over;
        if (CompleteDuty.Find(incident, Duty, readings, now.At) is not { } duty)
            return CompleteDuty.Unknown(incident, Duty);
        if (now.BySystem) return Refusal.Forbidden("A person says whether it applies.");
        if (!Signing.IsAsked(duty.Check.Condition) && duty.Check.Condition is not { Class: "prefer" })
            return Refusal.Invalid($"The guide asks {duty.Check.Text} of every incident; leave it out with "
                + $"`plimsoll incident waive {incident.Id} {Duty} --reason \"…\"`.");
        if (string.IsNullOrWhiteSpace(Reason)) return Refusal.Invalid("Say why; the review reads it.");
        return duty.State is DutyState.Done or DutyState.Waived || duty.Record.NotApplicable == !Applies
            ? Ruling.Of<IncidentEvent>()
            : new DutyAnswered(duty.Check.Id, duty.Check.Text, Applies, Reason.Trim());
    }
}

public sealed record DutyAnswered(string Duty, string Title, bool Applies, string Reason) : IncidentEvent
{
    public override Incident Apply(Incident incident, Moment moment) =>
        DutyRungs.With(incident, Duty, r => Applies
            ? r with { NotApplicable = false, DoneAt = null, DoneBy = "", Note = "" }
            : r with { NotApplicable = true, DoneAt = moment.At, DoneBy = moment.Actor, Note = Reason })
            .Tell(moment, $"{(Applies ? "Applies" : "Does not apply")}: {Title}", Reason);
}
