using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>A person says yes to a step when its turn has come: signs it off, attests it, or decides go.</summary>
public sealed record ApproveStep(string Step, string Note) : ShipmentReadingCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Readings readings, Moment now)
    {
        if (StepWords.Refused(shipment, Step, readings, now) is { } refusal) return refusal;
        if (shipment.Find(Step) is not { IsClosed: false } step) return Ruling.Of<ShipmentEvent>();
        if (step.Does == StepWork.Gate && step.Proposed == ""
            && StepGates.ModeOf(shipment, step, readings) != CheckMode.Manual)
            return Refusal.Blocked($"{step.Title} opens by evidence first: {step.Sentence}.");
        var release = readings.Of<Release>(Release.StreamOf(shipment.Service, shipment.Version));
        if (!step.Signers.IsEmpty && !step.Attested && release.Candidate is { } candidate
            && Separation.Refused(
                release, candidate, now.Actor, step.Title, readings.Organisation.HasAccounts) is { } same)
            return same;
        return Approved(Proven(step, readings.Organisation), StepWords.RolesOf(shipment, step, readings, now));
    }

    // Once accounts exist, a yes under a name nobody proved is not counted with the others.
    private static Step Proven(Step step, Organisation organisation) => !organisation.HasAccounts ? step : step with
    {
        Approvals = [.. step.Approvals.Where(a => PersonId.Is(a.By))],
    };

    private Ruling<ShipmentEvent> Approved(Step step, ImmutableArray<string> roles)
    {
        if (!step.TakesAny && roles.All(role => step.Approvals.Any(a => a.Roles.Contains(role))))
            return Ruling.Of<ShipmentEvent>();
        var approved = new StepApproved(Step, roles, Note.Trim());
        var left = step.People.Except(roles).ToList();
        return !step.TakesAny && left.Count > 0
            ? approved
            : Ruling.Of<ShipmentEvent>(approved, new StepMoved(Step, StepStatus.Done, Sentence(step, roles)));
    }

    private string Sentence(Step step, ImmutableArray<string> roles)
    {
        var seen = step.Proposed == "" ? "" : $"{step.Proposed}; ";
        var who = string.Join("; ", step.Approvals.SelectMany(a => a.Roles).Concat(roles).Distinct());
        var said = step.Decides ? "go" : step.Attested ? "confirmed" : "approved";
        return $"{seen}{said} as {who}{(Note.Trim() == "" ? "" : $": {Note.Trim()}")}";
    }
}

public sealed record StepApproved(string Step, ImmutableArray<string> Roles, string Note) : ShipmentEvent
{
    public override Shipment Apply(Shipment shipment, Moment moment) => shipment.With(Step, step => step with
    {
        Approvals = step.Approvals.Add(new Approval(moment.Actor, Roles, Note, moment.At)),
    });
}

/// <summary>A person says no: the shipment ends there, with the reason.</summary>
public sealed record RefuseStep(string Step, string Reason) : ShipmentReadingCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Readings readings, Moment now)
    {
        if (StepWords.Refused(shipment, Step, readings, now) is { } refusal) return refusal;
        if (shipment.Find(Step) is not { IsClosed: false } step) return Ruling.Of<ShipmentEvent>();
        if (step.Does != StepWork.Gate && step.Proposed == "")
            return Refusal.Invalid(
                $"{step.Title} is work, not a decision; skip it with a reason, or cancel the shipment.");
        return string.IsNullOrWhiteSpace(Reason)
            ? Refusal.Invalid("Say why not; those who wait for it will read it.")
            : new StepMoved(Step, StepStatus.Failed, $"no-go by {now.Actor}: {Reason.Trim()}");
    }
}
