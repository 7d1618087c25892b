using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>Moves a walk that goes on to the newest guide. What was done stays; what the guide no longer says ends;
/// what it says new of a part that is over asks nobody any more.</summary>
public sealed record RepinShipment(string Reason) : ShipmentReadingCommand
{
    public override Ruling<ShipmentEvent> Decide(Shipment shipment, Readings readings, Moment now)
    {
        if (!shipment.Exists) return Refusal.NotFound("There is no such shipment.");
        if (!shipment.IsOpen) return Refusal.TooLate($"{shipment.Id} has ended; ship again under the newest guide.");
        var service = readings.ServiceOf(shipment.Service);
        if (service?.Holds(now.Actor, "Release Manager") != true)
            return Refusal.Forbidden($"A Release Manager moves a shipment to another guide; {now.Actor} is none.");
        if (string.IsNullOrWhiteSpace(Reason))
            return Refusal.Invalid("Say why the guide changes under what is on its way.");
        var book = readings.Of<GuideBook>(GuideBook.Stream);
        if (book.Newest is not { } newest) return Refusal.Blocked("No guide is applied.");
        if (book.Revoked.TryGetValue(newest.Hash, out var revoked)) return Refusal.Blocked(
            $"The newest guide is revoked itself: {revoked}. Apply a corrected one with `plimsoll guide apply FILE`.");
        return newest.Hash == shipment.Playbook
            ? Ruling.Of<ShipmentEvent>() : Repinned(shipment, book, newest, readings);
    }

    private ShipmentRepinned Repinned(Shipment shipment, GuideBook book, Playbook newest, Readings readings)
    {
        var view = ReleaseView.Of(shipment.Service, shipment.Version, readings) with { Playbook = newest };
        var change = PinChange.Between(book.Find(shipment.Playbook), newest, IsStep);
        return new ShipmentRepinned(newest.Hash, shipment.Playbook,
            RepinnedSteps.Of(shipment, ShipmentSteps.For(view, readings)), change.Words, Reason.Trim());
    }

    private static bool IsStep(Playbook playbook, Check check) =>
        playbook.UseOf(check) is LineUse.Step or LineUse.StepGate or LineUse.Verification;
}

/// <param name="Change">What became different, by the lines' names.</param>
public sealed record ShipmentRepinned(
    string Playbook, string Before, ImmutableArray<Step> Steps, string Change, string Reason) : ShipmentEvent
{
    public override Shipment Apply(Shipment shipment, Moment moment) =>
        shipment with { Playbook = Playbook, Steps = Steps };
}

/// <summary>A walk's steps under another guide, line by line by their identity.</summary>
internal static class RepinnedSteps
{
    public static ImmutableArray<Step> Of(Shipment shipment, ImmutableArray<Step> next)
    {
        var steps = next.Select(step => Kept(shipment, step)).ToList();
        // What is being deployed, or is deployed, is over for lines that stand before it.
        var passed = steps.FindLastIndex(
            s => s.Does == StepWork.Deploy && s.Status is StepStatus.Running or StepStatus.Done);
        for (var at = 0; at < passed; at++)
            if (shipment.Find(steps[at].Id) is null && !steps[at].IsClosed)
                steps[at] = steps[at] with
                {
                    Status = StepStatus.NotApplicable, Sentence = "the walk had passed it when the guide changed",
                };
        foreach (var gone in shipment.Steps.Where(s => next.All(n => n.Id != s.Id)))
            steps.Insert(PlaceOf(shipment, gone, steps), gone.IsClosed ? gone : gone with
            {
                Status = StepStatus.NotApplicable, Sentence = "removed by guide", NeedsPerson = false,
            });
        return [.. steps];
    }

    private static Step Kept(Shipment shipment, Step step) => shipment.Find(step.Id) is not { } was ? step
        : was.IsClosed || was.Status == StepStatus.Running
            ? was with { Title = step.Title, Line = step.Line, Owners = step.Owners }
        : step.Status == StepStatus.Todo ? step with
        {
            Status = was.Status, Sentence = was.Sentence, Approvals = was.Approvals, Applies = was.Applies,
            Proposed = was.Proposed, Deviations = was.Deviations, EndedAt = was.EndedAt, FellDue = was.FellDue,
            NeedsPerson = step.NeedsPerson || was.Proposed != "",
        }
        : step;

    /// <summary>After the step that stood before it.</summary>
    private static int PlaceOf(Shipment shipment, Step gone, List<Step> steps)
    {
        var before = shipment.Steps.TakeWhile(s => s.Id != gone.Id).LastOrDefault();
        return before is null ? 0 : steps.FindIndex(s => s.Id == before.Id) + 1;
    }
}
