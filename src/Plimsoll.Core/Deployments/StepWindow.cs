using Plimsoll.Core.Calendar;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>The guide's window line: done when a slot is booked where the service has windows.</summary>
internal static class StepWindow
{
    /// <summary>Why the line asks for nothing; null: a slot has to be booked.</summary>
    public static string? NotNeeded(ReleaseView view, Readings readings) =>
        !Calendars.HasWindows(view, readings) ? $"{view.Service?.Name} has no windows; any time will do"
        : view.Release.Type == ReleaseType.Patch ? "a patch needs no window" : null;

    public static IEnumerable<Send> Next(Shipment shipment, Step step, Readings readings, DateTimeOffset at)
    {
        var view = ReleaseView.Of(shipment.Service, shipment.Version, readings);
        if (NotNeeded(view, readings) is { } reason)
            return StepMoves.To(shipment, step, StepStatus.NotApplicable, reason);
        if (view.WaiverOf(RequestWaiver.Window, at) is { } waiver)
            return StepMoves.To(shipment, step, StepStatus.Skipped, $"waived by {waiver.GrantedBy}: {waiver.Reason}");
        var slot = readings.Of<ShippingCalendar>(ShippingCalendar.StreamOf(shipment.Service)).Slots
            .Where(s => s.Version == shipment.Version && s.Status is SlotStatus.Booked or SlotStatus.Used && s.End > at)
            .MinBy(s => s.Start);
        return slot is null
            ? StepMoves.To(shipment, step, StepStatus.Waiting, "waits for a slot to be booked in a window")
            : StepMoves.Done(shipment, step,
                $"{slot.Id} is booked, {Calendars.Span(slot.Start, slot.End)}, by {slot.By}");
    }
}
