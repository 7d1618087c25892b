using Plimsoll.Core.Calendar;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Deployments;

/// <summary>A booked slot passed without production having begun; that is on record, and told.</summary>
public sealed record MissSlot(string Slot) : CalendarReadingCommand
{
    public override Ruling<CalendarEvent> Decide(ShippingCalendar calendar, Readings readings, Moment now)
    {
        if (calendar.Slot(Slot) is not { IsOpen: true } slot || slot.End > now.At) return Ruling.Of<CalendarEvent>();
        var lanes = (from place in readings.ServiceOf(slot.Service)?.Environments ?? []
                     where place.IsProduction && slot.Includes(place.Name)
                     select readings.Of<Lane>(Lane.StreamOf(slot.Service, place.Name))).ToList();
        // It began in the last moment, and nobody has said so yet.
        return lanes.Select(l => l.Active).OfType<Slot>().FirstOrDefault(a => slot.Version == a.Deployment.Version
            && slot.Start <= a.TakenAt && a.TakenAt < slot.End) is { } begun
                ? new SlotUsed(Slot, begun.Deployment.Deployment)
            : Runs(slot, lanes, readings) ? new SlotCancelled(Slot, $"{slot.Version} was in production before it")
            : new SlotMissed(Slot, Why(slot, lanes, readings));
    }

    /// <summary>What came there earlier, by a waiver or without windows, has missed nothing.</summary>
    private static bool Runs(BookedSlot slot, List<Lane> lanes, Readings readings) =>
        readings.Of<Release>(Release.StreamOf(slot.Service, slot.Version)).Candidate is { } candidate && lanes.Count > 0
        && lanes.TrueForAll(l => !l.Targets.IsEmpty && l.Targets.Values.All(t => t.Digest == candidate.Digest));

    /// <summary>What was in the way when it ended.</summary>
    private static string Why(BookedSlot slot, List<Lane> lanes, Readings readings)
    {
        // Its last moment: the slot itself is not what was in the way.
        var at = slot.End.AddTicks(-1);
        var view = ReleaseView.Of(slot.Service, slot.Version, readings);
        var queued = from lane in lanes
                     from waiting in lane.Queue
                     where waiting.Version == slot.Version
                     from blocker in LaneRules.Blockers(lane, waiting, readings, at)
                     select blocker;
        var others = lanes.SelectMany(lane => Calendars.Blockers(
            view, lane.Environment, "", LaneRules.IsOfIncident(lane, view.Release), readings, at));
        return queued.Concat(view.Blockers(at)).Concat(others).FirstOrDefault() is { } first ? first.Sentence
            : readings.Of<Shipment>(Shipment.StreamOf(Shipment.IdOf(slot.Service, slot.Version, 1))).Exists
                ? "production was not reached in time" : "nobody had shipped it";
    }
}

public sealed record SlotMissed(string Slot, string Why) : CalendarEvent
{
    public override ShippingCalendar Apply(ShippingCalendar calendar, Moment moment) =>
        calendar.Slot(Slot) is not { } slot ? calendar
            : calendar.With(slot with { Status = SlotStatus.Missed, Note = Why });
}

/// <summary>What is asked for of calendars: to say that a slot was missed, or that nobody needs it any more.</summary>
public static class SlotPursuit
{
    public static IEnumerable<Send> Of(World world, DateTimeOffset at) =>
        from calendar in world.All<ShippingCalendar>()
        from slot in calendar.Value.Slots
        where slot.IsOpen
        let send = Of(calendar.Key, slot, world, at)
        where send is not null
        select send;

    private static Send? Of(StreamName stream, BookedSlot slot, World world, DateTimeOffset at) => slot.End <= at
        ? new Send("miss-slot", slot.Id, stream, new MissSlot(slot.Id))
        : world.Get<Release>(Release.StreamOf(slot.Service, slot.Version)) is { Withdrawal: { } gone } release
            ? new Send("free-slot", slot.Id, stream,
                new CancelSlot(slot.Id, $"{release.Title} was withdrawn: {gone.Reason}"))
            : null;
}
