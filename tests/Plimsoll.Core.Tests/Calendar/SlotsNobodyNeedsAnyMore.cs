using Plimsoll.Core.Announcements;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.Calendar;

/// <summary>A time is booked for a release that will not need it: nobody is told that it was missed.</summary>
public sealed class SlotsNobodyNeedsAnyMore
{
    private static readonly StreamName Shop = ShippingCalendar.StreamOf(SomeService.Name);

    [Fact]
    public void A_release_that_is_withdrawn_gives_its_slot_back_for_the_next()
    {
        var scene = Booked(SomeLane.Staged()).Do(SomeRelease.Stream, new WithdrawRelease("leaks")).Pursue();

        Assert.Equal((SlotStatus.Cancelled, "shop 1.1.0 was withdrawn: leaks"), (Slot(scene).Status, Slot(scene).Note));
        var next = Release.StreamOf("shop", "1.2.0");
        scene.Do(next, new CreateRelease("shop", "1.2.0", ReleaseType.Minor, "1.1.0", null, ""), "dora")
            .Do(Shop, Slotted("1.2.0")).After(TimeSpan.FromDays(2));
        Assert.Equal(["slot-2"], SlotPursuit.Of(scene.World, scene.Now).Select(s => ((MissSlot)s.Command).Slot));
    }

    [Fact]
    public void One_that_came_to_production_before_its_slot_did_not_miss_it()
    {
        var scene = Booked(SomeLane.Queued()).Pursue().Carry().Pursue();
        Assert.Equal(SlotStatus.Booked, Slot(scene).Status);

        scene.After(TimeSpan.FromDays(2)).Pursue();

        Assert.Equal((SlotStatus.Cancelled, "1.1.0 was in production before it"), (Slot(scene).Status, Slot(scene).Note));
        Assert.Contains(AnnouncementReactions.On(scene.Facts[^1], scene.World).OfType<Deliver>(),
            m => m.Title == "Shop 1.1.0 is not planned any more");
    }

    [Fact]
    public void One_that_was_rolled_back_did()
    {
        var scene = Booked(SomeLane.Queued()).Pursue().Carry().Pursue()
            .Do(SomeLane.Production, new Rollback("back", "errors")).Pursue().Carry("back").Pursue();

        Assert.Equal(SlotStatus.Missed, Slot(scene.After(TimeSpan.FromDays(2)).Pursue()).Status);
    }

    /// <summary>Tomorrow from 10:00 to 11:00; without windows it need not wait for that.</summary>
    private static Scene Booked(Scene scene) => scene.Do(Shop, Slotted("1.1.0"));

    private static BookSlot Slotted(string version) =>
        new("shop", version, "", Some.At("2026-03-03 10:00"), Some.At("2026-03-03 11:00"));

    private static BookedSlot Slot(Scene scene) => scene.Get<ShippingCalendar>(Shop).Slot("slot-1")!;
}
