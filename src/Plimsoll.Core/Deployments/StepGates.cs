using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>A gate of the step that follows it: evidence or people open it when its turn has come.</summary>
internal static class StepGates
{
    public static IEnumerable<Send> Next(Shipment shipment, Step step, Readings readings, DateTimeOffset at)
    {
        var view = ReleaseView.Of(shipment.Service, shipment.Version, readings);
        if (view.WaiverOf(step.Id, at) is { } waiver)
            return StepMoves.To(shipment, step, StepStatus.Skipped, $"waived by {waiver.GrantedBy}: {waiver.Reason}");
        if (ModeOf(shipment, step, readings) is var mode and not CheckMode.Manual
            && Line(shipment, step, readings) is { } check)
            // When it is due is told with every step, as it is by the clock and not by what moved it last.
            return ByEvidence(
                shipment, step with { Mode = mode }, GateRules.Judge(view, check with { Due = null }, at));
        return StepMoves.To(shipment, step, StepStatus.Waiting,
            step.Mode == CheckMode.Manual ? Waits(step) : $"no source is bound to it; {Waits(step)}");
    }

    /// <summary>How it opens now: by evidence where a source reports, else by word.</summary>
    public static CheckMode ModeOf(Shipment shipment, Step step, Readings readings) =>
        Line(shipment, step, readings) is { } check
            ? GateWords.ModeOf(readings.Of<Release>(Release.StreamOf(shipment.Service, shipment.Version)), check)
            : CheckMode.Manual;

    /// <summary>What the guide asks of whom, while it waits.</summary>
    public static string Waits(Step step) =>
        $"{(step.Why == "" ? "" : $"{step.Why}; ")}waits for " + (step.Signers.IsEmpty
            ? $"{string.Join(" or ", step.Owners)} to say go"
            : step.Attested ? $"{string.Join(" or ", step.People)} to confirm it"
            : $"{string.Join(" and ", step.People)} to approve it");

    private static IEnumerable<Send> ByEvidence(Shipment shipment, Step step, Gate gate)
    {
        var seen = gate.Evidence is { Verdict: Verdict.Passed } evidence && gate.Verdict != Verdict.Stale
            ? evidence.Summary : "";
        if (!gate.IsOpen && seen == "")
            return StepMoves.To(shipment, step, StepStatus.Waiting, gate.Sentence);
        var sentence = gate.IsOpen ? gate.Sentence : seen;
        return step.Mode == CheckMode.Auto && step.Signers.IsEmpty
            ? StepMoves.To(shipment, step, StepStatus.Done, sentence)
            : StepMoves.Done(shipment, step with { Mode = CheckMode.Semi }, sentence);
    }

    private static Check? Line(Shipment shipment, Step step, Readings readings) =>
        readings.Of<GuideBook>(GuideBook.Stream).Find(shipment.Playbook)?.Find(step.Id);
}
