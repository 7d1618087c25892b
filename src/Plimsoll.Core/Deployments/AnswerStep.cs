using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>Says whether a conditional line applies to this walk, and why.</summary>
public sealed record AnswerStep(string Step, bool Applies, string Reason) : ShipmentReadingCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Readings readings, Moment now)
    {
        if (StepWords.Refused(shipment, Step, readings, now, anyTime: true) is { } refusal) return refusal;
        if (shipment.Find(Step) is not { IsClosed: false } step) return Ruling.Of<ShipmentEvent>();
        if (!Signing.IsAsked(step.Condition))
            return Refusal.Invalid($"The guide asks {step.Title} of every such walk; nothing is to be answered.");
        var view = ReleaseView.Of(shipment.Service, shipment.Version, readings);
        if (!Applies && ConditionAnswers.Of(view.Playbook?.Settings, view.Release.Candidate, step.Condition)
            is { Applies: true } told)
            return Refusal.Invalid($"{step.Title} applies: {told.Reason}. A waiver excuses it: "
                + $"`plimsoll release waive {shipment.Service} {shipment.Version} {Step} --reason \"…\"`.");
        if (string.IsNullOrWhiteSpace(Reason))
            return Refusal.Invalid("Say why it applies or does not; others will read it.");
        if (step.Does is StepWork.Deploy or StepWork.Observation && StepRuns.HasBegun(shipment, step, readings))
            return Refusal.TooLate($"The deployment that {step.Title} is part of has begun with it.");
        return Applies ? new StepAnswered(Step, Reason.Trim())
            : new StepMoved(Step, StepStatus.NotApplicable, $"{now.Actor} says it does not apply: {Reason.Trim()}");
    }
}

/// <summary>It applies.</summary>
public sealed record StepAnswered(string Step, string Reason) : ShipmentEvent
{
    public override Shipment Apply(Shipment shipment, Moment moment) =>
        shipment.With(Step, step => step with { Applies = true });
}
