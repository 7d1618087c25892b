using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Calendar;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.Calendar;

/// <summary>The scene's day is Monday 2 March 2026; the window is every day from 10:00 to 12:00.</summary>
public sealed class ShippingByTheCalendar
{
    private const string Id = "shop-1.1.0-1";
    private static readonly StreamName Shop = ShippingCalendar.StreamOf(SomeService.Name);
    private static readonly StreamName All = ShippingCalendar.StreamOf(Scope.Organisation);

    [Fact]
    public void Without_windows_the_guides_window_line_asks_for_nothing() => Assert.Equal(
        (StepStatus.NotApplicable, "shop has no windows; any time will do"), Window(Shipped(SomeLane.Adopted())));

    [Fact]
    public void With_windows_a_minor_waits_for_a_slot_and_starts_by_itself_when_it_begins()
    {
        var scene = Shipped(Windowed());
        Assert.Equal((StepStatus.Waiting, "waits for a slot to be booked in a window"), Window(scene));
        Book(scene).Pursue();
        Assert.Equal(StepStatus.Done, Window(scene).Status);
        scene.Carry($"{Id}-staging").Pursue();
        var slot = Assert.Single(Blockers(scene));
        Assert.Equal(("calendar.slot", "time", 21), (slot.Code, slot.WhoCanClear, slot.Line));
        scene.After(TimeSpan.FromHours(2)).Pursue();
        Assert.Equal($"{Id}-production", scene.LaneOf().Active?.Deployment.Deployment);
        Assert.Equal((SlotStatus.Used, $"{Id}-production"), (Slot(scene).Status, Slot(scene).Deployment));
    }

    [Fact]
    public void A_slot_that_passes_is_missed_with_what_was_in_the_way_and_another_one_is_asked_for()
    {
        var scene = Book(Shipped(Windowed())).Pursue().Carry($"{Id}-staging").Pursue();
        scene.Do(SomeRelease.Stream, new TakeBackSignOff("Release Manager", "doubt")).After(TimeSpan.FromHours(4));
        foreach (var send in SlotPursuit.Of(scene.World, scene.Now)) scene.Do(send.Stream, send.Command, "system:miss-slot");
        Assert.Equal(SlotStatus.Missed, Slot(scene).Status);
        Assert.Contains("Sign-off by a Release Manager is missing", Slot(scene).Note, StringComparison.Ordinal);
        var slot = Blockers(scene).Single(b => b.Code == "calendar.slot");
        Assert.StartsWith("slot-1 was missed", slot.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("plimsoll release book shop 1.1.0", slot.Command, StringComparison.Ordinal);
        Assert.Empty(SlotPursuit.Of(scene.World, scene.Now));
    }

    [Fact]
    public void A_patch_needs_no_slot()
    {
        var patch = Release.StreamOf("shop", "1.0.1");
        var scene = Windowed()
            .Do(patch, new CreateRelease("shop", "1.0.1", ReleaseType.Patch, "1.0.0", null, "INC-3"), "dora");
        Assert.Empty(CalendarCodes(scene, "1.0.1"));
        Assert.Equal(["calendar.freeze"], CalendarCodes(scene.Do(All, Freeze()), "1.0.1"));
        // Naming an incident proves nothing; holding the lane does.
        Assert.Equal(["calendar.freeze"], CalendarCodes(
            scene.Do(All, new ChangeRule("peak", "Peak", Freeze().Schedule, ["incident"])), "1.0.1"));
        Assert.Empty(CalendarCodes(
            scene.Do(SomeLane.Production, new PlaceHold("shop", "production", "INC-3", "no orders") { Incident = "INC-3" }),
            "1.0.1"));
    }

    [Fact]
    public void A_waiver_of_a_freeze_does_not_pass_a_line_that_was_stopped_after_it()
    {
        var scene = SomeLane.Queued().Do(All, Freeze());
        scene.Do(SomeRelease.Stream, new RequestWaiver(RequestWaiver.Freeze, "customers wait", scene.Now.AddDays(1)), "dan")
            .Do(SomeRelease.Stream, new GrantWaiver(RequestWaiver.Freeze), "sue");
        Assert.Empty(scene.Blockers());
        Assert.Equal(["calendar.stopped"], scene.After(TimeSpan.FromMinutes(1)).Do(All, new StopLine("organisation", "orders are lost")).Blockers());
    }

    [Fact]
    public void A_slot_lost_to_a_stopped_line_says_so()
    {
        var scene = Book(Shipped(Windowed())).Pursue().Carry($"{Id}-staging").Pursue();
        scene.Do(All, new StopLine("organisation", "orders are lost")).After(TimeSpan.FromHours(4));
        foreach (var send in SlotPursuit.Of(scene.World, scene.Now)) scene.Do(send.Stream, send.Command, "system:miss-slot");
        Assert.Equal("the line of organisation is stopped: orders are lost", Slot(scene).Note);
    }

    [Fact]
    public void Slots_that_are_over_are_left_out_one_day_but_never_one_that_is_to_come()
    {
        var now = new Moment(Some.At("2026-03-01 10:00"), "ada");
        var calendar = ShippingCalendar.Empty;
        for (var n = 1; n < 300; n++)
        {
            calendar = new SlotBooked($"slot-{n}", "shop", $"{n}.0.0", "", now.At, now.At.AddHours(1)).Apply(calendar, now);
            if (n > 1) calendar = new SlotUsed($"slot-{n}", "run").Apply(calendar, now);
        }
        Assert.True(calendar.Slots.Length < 250);
        Assert.NotNull(calendar.Slot("slot-1"));
    }

    [Fact]
    public void A_freeze_stops_a_deployment_and_a_waiver_lets_it_pass()
    {
        var scene = SomeLane.Queued().Do(All, Freeze());
        var refused = scene.Refused(SomeLane.Production, new TakeSlot("prod-1"));
        var freeze = Assert.Single(refused.Blockers);
        Assert.Equal(("calendar.freeze", "production is frozen: Peak trading, until 2026-03-05 00:00 UTC"), (freeze.Code, freeze.Sentence));
        Assert.Equal("plimsoll release waive shop 1.1.0 freeze --reason \"…\"", freeze.Command);
        scene.Do(SomeRelease.Stream, new RequestWaiver(RequestWaiver.Freeze, "customers wait", scene.Now.AddDays(1)), "dan")
            .Do(SomeRelease.Stream, new GrantWaiver(RequestWaiver.Freeze), "sue");
        Assert.Empty(scene.Blockers());
    }

    [Fact]
    public void A_stopped_line_stops_until_it_is_resumed_but_never_a_rollback()
    {
        var scene = SomeLane.Started().Do(All, new StopLine("organisation", "something is wrong with payments"));
        scene.Do(SomeLane.Production, new Rollback("back-1", "errors")).Pursue();
        Assert.Equal(DeploymentKind.Rollback, scene.LaneOf().Queue.Concat([scene.LaneOf().Active!.Deployment])
            .Single(q => q.Deployment == "back-1").Kind);
        Assert.DoesNotContain(scene.Blockers("back-1"), code => code.StartsWith("calendar", StringComparison.Ordinal));
        var waiting = SomeLane.Queued().Do(All, new StopLine("organisation", "wait"));
        Assert.Equal(["calendar.stopped"], waiting.Blockers());
        Assert.Equal("prod-1", waiting.Do(All, new ResumeLine("organisation", "fine again")).Pursue()
            .LaneOf().Active?.Deployment.Deployment);
    }

    [Fact]
    public void Only_an_environments_own_calendar_is_about_staging()
    {
        var scene = SomeLane.Adopted().Queue("staging", "stage-1").Do(All, Freeze());
        Assert.Empty(StagingBlockers(scene));
        scene.Do(ShippingCalendar.StreamOf(Scope.Environment("shop", "staging")),
            new StopLine("environment/shop/staging", "the database moves"));
        Assert.Equal(["calendar.stopped"], StagingBlockers(scene));
    }

    [Theory]
    [InlineData("2026-03-02 07:00", "2026-03-02 08:00", "cannot be booked in the past")]
    [InlineData("2026-03-02 11:00", "2026-03-02 11:00", "ends after it starts")]
    [InlineData("2026-03-02 13:00", "2026-03-02 14:00", "No window of production is open at 2026-03-02 13:00 UTC; the next opens at 2026-03-03 10:00 UTC")]
    [InlineData("2026-03-02 11:00", "2026-03-02 13:00", "closes at 2026-03-02 12:00 UTC, before the slot ends")]
    [InlineData("2026-03-04 10:00", "2026-03-04 11:00", "production is frozen in that time: Peak trading")]
    [InlineData("2026-03-03 10:30", "2026-03-03 11:30", "slot-1 has that time already: shop 1.1.0")]
    public void A_time_that_cannot_be_is_refused_with_what_to_do(string start, string end, string says)
    {
        var scene = Windowed().Do(All, Freeze() with { Schedule = Some.When("2026-03-04 00:00", "2026-03-05 00:00") })
            .Do(Shop, Slotted("2026-03-03 10:00", "2026-03-03 11:00"));
        var next = Release.StreamOf("shop", "1.2.0");
        scene.Do(next, new CreateRelease("shop", "1.2.0", ReleaseType.Minor, "1.1.0", null, ""), "dora");
        Assert.Contains(says, scene.Refused(Shop, Slotted(start, end) with { Version = "1.2.0" }).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slot_moves_and_is_given_back()
    {
        var scene = Book(Windowed());
        Assert.Contains("move it with", scene.Refused(Shop, Slotted("2026-03-03 10:00", "2026-03-03 11:00")).Reason, StringComparison.Ordinal);
        scene.Do(Shop, new MoveSlot("slot-1", Some.At("2026-03-03 10:00"), Some.At("2026-03-03 11:00")));
        Assert.Equal(Some.At("2026-03-03 10:00"), Slot(scene).Start);
        scene.Do(Shop, new CancelSlot("slot-1", "not ready"));
        Assert.Equal(RefusalKind.TooLate, scene.Refused(Shop, new CancelSlot("slot-1", "again")).Kind);
        Assert.Equal("slot-2", Slot(Book(scene), "slot-2").Id);
    }

    [Fact]
    public void A_slot_that_goes_on_is_made_longer_where_it_stands_and_does_not_end_before_now()
    {
        var scene = Book(Windowed()).After(TimeSpan.FromHours(2.75));

        scene.Do(Shop, new MoveSlot("slot-1", Some.At("2026-03-02 10:00"), Some.At("2026-03-02 12:00")));

        Assert.Equal(Some.At("2026-03-02 12:00"), Slot(scene).End);
        Assert.Contains("has passed already", scene.Refused(
            Shop, new MoveSlot("slot-1", Some.At("2026-03-02 10:00"), Some.At("2026-03-02 10:30"))).Reason, StringComparison.Ordinal);
        Assert.Contains("cannot be booked in the past", scene.Refused(
            Shop, new MoveSlot("slot-1", Some.At("2026-03-02 10:15"), Some.At("2026-03-02 12:00"))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calendar_is_somebodys()
    {
        var scene = SomeLane.Adopted();
        Assert.Equal(RefusalKind.NotFound, scene.Refused(ShippingCalendar.StreamOf("shopp"), Every("service/shopp")).Kind);
        Assert.Equal(RefusalKind.Invalid, scene.Refused(All, Every("everywhere")).Kind);
        Assert.Equal(RefusalKind.Conflict, scene.Do(All, Every("organisation")).Refused(All, Every("organisation")).Kind);
        Assert.Equal(RefusalKind.NotFound, scene.Do(All, new RemoveRule("usual")).Refused(All, new RemoveRule("usual")).Kind);
    }

    [Fact]
    public void The_audiences_hear_of_a_slot_but_for_customers_who_get_what_is_written_for_them()
    {
        var audiences = SomeService.Usual.Audiences.Add("customers", ["news@customers.test"]);
        var scene = Book(Windowed(SomeService.Usual with { Audiences = audiences }));
        var mails = Core.Announcements.AnnouncementReactions.On(scene.Facts[^1], scene.World).OfType<Deliver>().ToList();
        Assert.Equal(["support@example.org", "ada@example.org"], mails.Select(m => m.To.Single()));
        Assert.Equal("Shop 1.1.0 is planned", mails[0].Title);
        Assert.StartsWith("2026-03-02 10:00 to 11:00 UTC, production. Booked by ada.", mails[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_a_customer_and_a_stakeholder_hears_of_a_slot_as_a_stakeholder()
    {
        var audiences = SomeService.Usual.Audiences.Add("Customers", ["news@customers.test", "board@example.org"])
            .Add("stakeholders", ["board@example.org"]);
        var scene = Book(Windowed(SomeService.Usual with { Audiences = audiences }));
        Assert.Equal(["ada@example.org", "board@example.org", "support@example.org"],
            Core.Announcements.AnnouncementReactions.On(scene.Facts[^1], scene.World).OfType<Deliver>().SelectMany(m => m.To).Order());
    }

    private static Scene Windowed(ServiceDefinition? service = null) => SomeLane.Adopted(service).Do(Shop, Every("service/shop"));

    private static AddRule Every(string scope) => new(scope, "usual", RuleKind.Window, "Production window",
        Some.When("2026-03-01 10:00", "2026-03-01 12:00", "FREQ=DAILY"), []);

    private static AddRule Freeze() => new("organisation", "peak", RuleKind.Freeze, "Peak trading",
        Some.When("2026-03-02 00:00", "2026-03-05 00:00"), []);

    private static Scene Book(Scene scene) => scene.Do(Shop, Slotted("2026-03-02 10:00", "2026-03-02 11:00"));

    private static BookSlot Slotted(string start, string end) => new("shop", "1.1.0", "", Some.At(start), Some.At(end));

    private static BookedSlot Slot(Scene scene, string id = "slot-1") => scene.Get<ShippingCalendar>(Shop).Slot(id)!;

    private static Scene Shipped(Scene scene) =>
        scene.Do(Shipment.StreamOf(Id), new OpenShipment("shop", "1.1.0", 1), "dan").Pursue();

    private static (StepStatus Status, string Sentence) Window(Scene scene) =>
        scene.Get<Shipment>(Shipment.StreamOf(Id)).Find("window-scheduled") is { } step ? (step.Status, step.Sentence) : default;

    private static IReadOnlyList<Blocker> Blockers(Scene scene) => LaneRules.Blockers(
        scene.LaneOf(), scene.LaneOf().Queue.Single(), scene.World.Reader(), scene.Now);

    private static IEnumerable<string> StagingBlockers(Scene scene) => LaneRules.Blockers(
        scene.LaneOf("staging"), scene.LaneOf("staging").Queue.Single(), scene.World.Reader(), scene.Now).Select(b => b.Code);

    private static IEnumerable<string> CalendarCodes(Scene scene, string version) => Calendars.Blockers(
        ReleaseView.Of("shop", version, scene.World.Reader()), "production", "dan",
        LaneRules.IsOfIncident(scene.LaneOf(), scene.Get<Release>(Release.StreamOf("shop", version))),
        scene.World.Reader(), scene.Now).Select(b => b.Code);
}
