using System.Collections.Immutable;
using Plimsoll.Core.Deployments;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Releases;

/// <summary>The guide's checklist: the steps of the newest shipment, or as they would be walked now.</summary>
internal static class ReleasePipeline
{
    public static PipelineView Of(ReleaseSeen seen)
    {
        var steps = seen.Shipment.Exists
            ? seen.Shipment.Steps
            : ShipmentSteps.For(seen.Judged, seen.Sight.World.Reader());
        var times = seen.Shipment.Exists
            ? StepTimes.Of(seen.Shipment, seen.Sight.World.Reader()) : new StepTimes(seen.Judged, steps, null);
        return new PipelineView(Origin(steps, seen.Shipment),
            [.. steps.Select(s => Asks(s, seen) ?? Timed(s, times, seen))])
        { Forms = LineForms.OfSteps(seen) };
    }

    private static StepView? Asks(Step step, ReleaseSeen seen) =>
        step.Status == StepStatus.Running && seen.Asking is { } run && step.Environments.Contains(run.Environment)
            ? new StepView(new Sign(Mark.Ask, "waits for an answer"), step.Title, "Waits for an answer")
            : null;

    private static StepView Timed(Step step, StepTimes times, ReleaseSeen seen)
    {
        var sign = times.IsLate(step, seen.Sight.Now)
            ? step.Sign with { Word = $"{step.Sign.Word}, late", Tone = Tone.Bad } : step.Sign;
        var due = times.Words(step, seen.Sight.Now);
        return new StepView(sign, step.Title, Detail(step, seen) + (due == "" ? "" : $"; {due}"));
    }

    private static string Origin(ImmutableArray<Step> steps, Shipment shipment)
    {
        var lines = steps.Where(s => s.Line > 0).Select(s => s.Line).ToList();
        var from = lines.Count == 0 ? "The guide has no deployment checklist"
            : lines.Min() == lines.Max() ? $"From the guide, line {lines[0]}"
            : $"From the guide, lines {lines.Min()} to {lines.Max()}";
        return shipment.Exists ? $"{from}. Shipped by {shipment.By} on {Words.Stamp(shipment.OpenedAt)}" : from;
    }

    private static string Detail(Step step, ReleaseSeen seen) => step switch
    {
        { Sentence: not "" } => step.Sentence.Capital,
        { Environments.IsEmpty: false } => string.Join(", ", step.Environments.Select(e => Place(e, seen))),
        _ => string.Join(" or ", step.Owners),
    };

    private static string Place(string environment, ReleaseSeen seen) =>
        seen.Judged.Service?.Environment(environment) is { } known
            ? $"{environment}, {Words.Count(known.Targets.Length, "target", "targets")}"
            : environment;
}
