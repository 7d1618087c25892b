using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Access;
using Plimsoll.Core.Tests.Guide;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;

namespace Plimsoll.Core.Tests.Deployments;

/// <summary>Whoever accepts announcements is asked whether they read one, until one of them has.</summary>
public sealed class AcknowledgingAnAnnouncement
{
    private const string Id = "shop-1.1.0-1";
    private static readonly StreamName Stream = Shipment.StreamOf(Id);

    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> People = SomeService.Usual.People;

    [Fact]
    public void Support_is_asked_by_the_house_where_the_guide_names_nobody()
    {
        var playbook = SomeGuide.Reference().Playbook;
        var scene = Shipped(SomeRelease.Draft(playbook).Seal(playbook: playbook.Hash).OpenGates());
        Assert.Equal(["Support"], Of(scene).AskedOf);
        Assert.True(Of(scene).IsAwaited);
    }

    [Fact]
    public void An_address_of_two_audiences_gets_it_once_however_it_is_written()
    {
        var audiences = SomeService.Usual.Audiences.SetItem("stakeholders", ["Support@Example.org", "board@example.org"]);
        Assert.Equal(2, Of(Announced(service: SomeService.Usual with { Audiences = audiences })).To.Length);
    }

    [Fact]
    public void It_holds_nothing_back()
    {
        var scene = Announced();
        Assert.Equal((ShipmentStatus.Done, true), (scene.Get<Shipment>(Stream).Status, scene.Get<Shipment>(Stream).HasEnded));
    }

    [Fact]
    public void It_goes_on_for_whoever_is_asked_until_somebody_has_read_it()
    {
        var scene = Announced();
        Assert.Contains(scene.World.Going<Shipment>(), s => s.Key == Stream);
        Assert.DoesNotContain(scene.Do(Stream, new AcknowledgeAnnouncement(), "sam").World.Going<Shipment>(), s => s.Key == Stream);
    }

    [Fact]
    public void Who_has_read_it_stays_with_the_time_and_the_role()
    {
        var scene = Announced().After(TimeSpan.FromMinutes(7)).Do(Stream, new AcknowledgeAnnouncement(), "sam");
        Assert.False(Of(scene).IsAwaited);
        Assert.Equal(("sam", "Support", scene.Now), Of(scene).Acknowledged is { } given ? (given.By, Assert.Single(given.Roles), given.At) : default);
    }

    [Fact]
    public void Once_is_enough_and_who_comes_later_hears_who_it_was_and_when()
    {
        var service = SomeService.Usual with { People = People.SetItem("Support", ["sam", "sue"]) };
        var scene = Announced(service: service).Do(Stream, new AcknowledgeAnnouncement(), "sam");
        var refusal = scene.After(TimeSpan.FromHours(1)).Refused(Stream, new AcknowledgeAnnouncement(), "sue");
        Assert.Equal((RefusalKind.Conflict, "sam has acknowledged the announcement of shop 1.1.0 at 2026-03-02 08:00 UTC. There is nothing left to do."),
            (refusal.Kind, refusal.Reason));
    }

    [Fact]
    public void Nobody_else_says_so_and_is_told_whom_to_ask()
    {
        var refusal = Announced().Refused(Stream, new AcknowledgeAnnouncement(), "pam");
        Assert.Equal((RefusalKind.Forbidden, "The announcement of shop 1.1.0 is acknowledged by Support, and pam does not hold that role. Ask sam."),
            (refusal.Kind, refusal.Reason));
    }

    [Fact]
    public void Where_nobody_holds_the_role_any_more_it_is_said_what_to_do()
    {
        var scene = Announced().Do(Service.StreamOf("shop"), new DefineService(SomeService.Usual with { People = People.Remove("Support") }));
        Assert.EndsWith("Nobody does any more: give it to somebody.",
            scene.Refused(Stream, new AcknowledgeAnnouncement(), "sam").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_announced_yet_cannot_have_been_read()
    {
        var scene = SomeRelease.Draft(Book()).Seal(playbook: "asked").OpenGates();
        Assert.StartsWith("Nobody has shipped this release yet", scene.Refused(Stream, new AcknowledgeAnnouncement(), "sam").Reason, StringComparison.Ordinal);
        var refusal = Open(scene).Refused(Stream, new AcknowledgeAnnouncement(), "sam");
        Assert.Equal(RefusalKind.Blocked, refusal.Kind);
        Assert.StartsWith("shop 1.1.0 is not announced yet", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_holds_the_role_nobody_is_asked()
    {
        var scene = Announced(service: SomeService.Usual with { People = People.Remove("Support") });
        Assert.False(Of(scene).IsAwaited);
        Assert.DoesNotContain(scene.World.Going<Shipment>(), s => s.Key == Stream);
        var refusal = scene.Refused(Stream, new AcknowledgeAnnouncement(), "pam");
        Assert.Equal(RefusalKind.NotFound, refusal.Kind);
        Assert.StartsWith("Nobody is asked to acknowledge the announcement of shop 1.1.0", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_neither_the_guide_nor_the_house_names_who_accepts_it_nobody_is_asked() =>
        Assert.False(Of(Announced(line => line with { DefaultApprovers = [] })).IsAwaited);

    [Fact]
    public void Whom_the_guide_names_is_asked_instead_of_whom_the_house_does()
    {
        var scene = Announced(line => line with { Approvers = ["PM", "Security Lead"] });
        Assert.Equal(["PM", "Security Lead"], Of(scene).AskedOf);
        Assert.Contains("acknowledged by PM or Security Lead",
            scene.Refused(Stream, new AcknowledgeAnnouncement(), "sam").Reason, StringComparison.Ordinal);
        // The word of one of them is enough.
        Assert.False(Of(scene.Do(Stream, new AcknowledgeAnnouncement(), "sue")).IsAwaited);
    }

    [Fact]
    public void Who_has_to_approve_the_step_itself_is_not_asked_once_more()
    {
        var scene = Announced(line => line with { Approvers = ["Support"], Mode = CheckMode.Semi });
        Assert.Equal((ShipmentStatus.Waiting, false), (scene.Get<Shipment>(Stream).Status, Of(scene).IsAwaited));
        scene.Do(Stream, new CompleteStep("announce", false, "read"), "sam").Pursue();
        Assert.Equal(ShipmentStatus.Done, scene.Get<Shipment>(Stream).Status);
    }

    [Fact]
    public void A_guide_that_announces_in_two_lines_is_acknowledged_once()
    {
        var book = SomePlaybook.With("twice", [.. Book().Checks, Line with { Id = "announce-again", Approvers = ["PM"] }]);
        var scene = Shipped(SomeRelease.Draft(book).Seal(playbook: "twice").OpenGates());
        Assert.Equal(2, scene.Facts.Count(f => f.Event is ReleaseAnnounced));
        Assert.Equal(["Support", "PM"], Of(scene).AskedOf);
        Assert.Equal(["support@example.org"], Of(scene).To);
        Assert.False(Of(scene.Do(Stream, new AcknowledgeAnnouncement(), "pam")).IsAwaited);
    }

    [Fact]
    public void What_was_announced_before_anybody_was_asked_is_told_and_asks_nobody()
    {
        var known = new ReleaseAnnounced(["support@example.org"], "Shop 1.0.0 is released", "").Apply(
            Shipment.Empty with { Id = Id, Status = ShipmentStatus.Done }, new Moment(default, "system:walk"));
        Assert.Equal(["support@example.org"], known.Announcement?.To ?? []);
        Assert.True(((IEnds)known).HasEnded);
    }

    [Fact]
    public void Once_accounts_exist_a_claimed_name_says_nothing_and_what_it_said_counts_no_more()
    {
        var scene = Announced().Do(Stream, new AcknowledgeAnnouncement(), "sam").WithAccounts()
            .Join("sam", "service/shop", "Support");
        Assert.Null(Of(scene).Proven(scene.People()));
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(Stream, new AcknowledgeAnnouncement(), "sam").Kind);
        scene.Do(Stream, new AcknowledgeAnnouncement(), SomePeople.Id("sam"));
        Assert.Equal(SomePeople.Id("sam"), Of(scene).Proven(scene.People())?.By);
        Assert.Equal(RefusalKind.Conflict, scene.Refused(Stream, new AcknowledgeAnnouncement(), SomePeople.Id("sam")).Kind);
    }

    private static Check Line => SomePlaybook.Step(26, "announce") with { DefaultApprovers = ["Support"] };

    private static Playbook Book(Func<Check, Check>? change = null) => SomePlaybook.With("asked",
        [.. SomePlaybook.Gates, .. SomePlaybook.SignOffs, .. SomePlaybook.Steps.SkipLast(1), change?.Invoke(Line) ?? Line]);

    private static Scene Announced(Func<Check, Check>? change = null, ServiceDefinition? service = null) =>
        Shipped(SomeRelease.Draft(Book(change), service: service).Seal(playbook: "asked").OpenGates());

    private static Scene Open(Scene scene) => scene.Do(Stream, new OpenShipment("shop", "1.1.0", 1));

    private static Scene Shipped(Scene scene) =>
        Open(scene).Pursue().Carry($"{Id}-staging").Pursue().Carry($"{Id}-production").Pursue();

    private static Announcement Of(Scene scene) => scene.Get<Shipment>(Stream).Announcement!;
}
