using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>The commands by which the walk moves a step.</summary>
internal static class StepMoves
{
    public static IEnumerable<Send> To(Shipment shipment, Step step, StepStatus status, string sentence) =>
        (step.Status, step.Sentence) == (status, sentence) ? [] :
        [new Send("move-step", $"{step.Id}/{status}/{sentence}", Shipment.StreamOf(shipment.Id),
            new MoveStep(step.Id, status, sentence))];

    /// <summary>The engine has done it; where the guide wants a person to confirm it, one is asked.</summary>
    public static IEnumerable<Send> Done(Shipment shipment, Step step, string sentence) =>
        step.Work == StepWork.ByConcept || step.Mode != CheckMode.Semi
            ? To(shipment, step, StepStatus.Done, sentence)
            : step.Proposed != "" ? []
            : [new Send("propose-step", $"{step.Id}/{sentence}", Shipment.StreamOf(shipment.Id),
                new ProposeStep(step.Id, step.Why == "" ? sentence : $"{sentence}; {step.Why}"))];

    public static IEnumerable<Send> Announce(Shipment shipment, Step step, Readings readings)
    {
        if (step.Proposed != "") return [];
        var service = readings.ServiceOf(shipment.Service);
        var release = readings.Of<Release>(Release.StreamOf(shipment.Service, shipment.Version));
        ImmutableArray<string> to = [.. (service?.Audiences.Values ?? []).SelectMany(a => a)
            .Distinct(StringComparer.OrdinalIgnoreCase)];
        return [new Send("announce", step.Id, Shipment.StreamOf(shipment.Id), new AnnounceRelease(
            step.Id, to, $"{service?.Title ?? shipment.Service} {shipment.Version} is released", Text(release))
        {
            AskedOf = AskedOf(shipment, step, service, readings),
        })];
    }

    /// <summary>Who accepts the line, where somebody is there to ask, and the step itself does not wait for them.
    /// </summary>
    private static ImmutableArray<string> AskedOf(
        Shipment shipment, Step step, ServiceDefinition? service, Readings readings) =>
        step is { Mode: CheckMode.Semi, Signers.IsEmpty: false }
            || readings.Of<GuideBook>(GuideBook.Stream).Find(shipment.Playbook)?.Find(step.Id) is not { } check ? []
        : [.. Owners.ApproversOf(check).Where(role => service?.HoldersOf(role).Any() == true)];

    private static string Text(Release release) => string.Join("\n\n",
        from f in release.Notes?.Fields ?? []
        select $"{f.Name}\n{f.Text}");
}
