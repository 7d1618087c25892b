using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>When the steps of a walk have to be done: counted from the planned start in production, as for gates, or
/// from when production was deployed.</summary>
/// <param name="ended">When the walk ended, and its clocks with it; null while it goes on.</param>
public sealed class StepTimes(ReleaseView view, ImmutableArray<Step> steps, DateTimeOffset? ended)
{
    /// <summary>By the guide the shipment goes by.</summary>
    public static StepTimes Of(Shipment shipment, Readings readings) => new(
        ReleaseView.Of(shipment.Service, shipment.Version, readings) with
        {
            Playbook = readings.Of<GuideBook>(GuideBook.Stream).Find(shipment.Playbook),
        },
        shipment.Steps, shipment.HasEnded ? shipment.EndedAt : null);

    /// <summary>The moment itself; null where the guide gives no time, or what it counts from has not happened.
    /// </summary>
    public DateTimeOffset? DueOf(Step step) => view.Playbook?.Find(step.Id) is not { } check ? null
        : check.Due is { Anchor: "deployed" } due
            ? Deployed is { } at ? due.From(at, view.Playbook.Settings) : null
        : GateTimes.DueOf(view, check);

    /// <summary>Open past its time, or fell due before it was done. Advice, what has begun to deploy, and what nobody
    /// has said to apply "when" something happens are never late.</summary>
    public bool IsLate(Step step, DateTimeOffset at) => DueOf(step) is { } due && step switch
    {
        { Advises: true } or { IsAsked: true, Condition.Class: "when" } => false,
        { Status: StepStatus.Running, Does: StepWork.Deploy } => false,
        { Status: StepStatus.Done } => step.FellDue is not null && step.EndedAt >= due,
        { IsClosed: true } => false,
        _ => due <= (ended < at ? ended : at),
    };

    /// <summary>When it is due, or was, or why no clock runs yet; empty where there is nothing to say.</summary>
    public string Words(Step step, DateTimeOffset at) => (DueOf(step), IsLate(step, at)) switch
    {
        ({ } due, true) => $"it was due {GateWords.Time(due)}",
        _ when step.IsClosed => "",
        ({ } due, false) => $"due {GateWords.Time(due)}",
        _ => view.Playbook?.Find(step.Id)?.Due is { Anchor: not "" } unanchored ? Waits(unanchored) : "",
    };

    private static string Waits(Due due) => $"due \"{due.Text}\": " + due.Anchor switch
    {
        "deploy" => "no start in production is planned",
        "deployed" => "production is not deployed yet",
        _ => "nothing it counts from happens in a shipment",
    };

    /// <summary>When all of production had it.</summary>
    private DateTimeOffset? Deployed
    {
        get
        {
            var deploys = steps.Where(s => s.DeploysToProduction(view.Service)
                && s.Status is not (StepStatus.NotApplicable or StepStatus.Skipped)).ToList();
            return deploys.Count > 0 && deploys.All(s => s.Status == StepStatus.Done)
                ? deploys.Max(s => s.EndedAt) : null;
        }
    }
}
