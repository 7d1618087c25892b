using Plimsoll.Core.Access;
using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Access;
using Plimsoll.Core.Tests.Kernel;
using static Plimsoll.Core.Tests.Access.SomePeople;

namespace Plimsoll.Core.Tests.Incidents;

public sealed class KeepingAnIncidentPrivate
{
    private static readonly StreamName One = Incident.StreamOf("INC-1");

    [Fact]
    public void While_names_are_only_claimed_nobody_could_be_kept_from_it()
    {
        var scene = new Scene();
        Assert.Equal(RefusalKind.Blocked, scene.Refused(One, Declare(true), "Ada").Kind);
        scene.Do(One, Declare(false), "Ada");
        Assert.Equal(RefusalKind.Blocked, scene.Refused(One, new MakePrivate("why"), "Ada").Kind);
    }

    [Fact]
    public void Who_declared_it_and_who_sees_every_private_one_see_it_and_a_viewer_does_not()
    {
        var scene = People();
        scene.Do(One, Declare(true), Id("ada"));
        Assert.True(IsOpen(scene, "ada"));
        Assert.True(IsOpen(scene, "sam"));
        Assert.True(IsOpen(scene, "root"));
        Assert.False(IsOpen(scene, "vic"));
        Assert.False(IsOpen(scene, "olga"));
    }

    [Fact]
    public void Who_is_asked_to_lead_or_joins_sees_it_and_so_does_who_is_added_until_that_is_taken_back()
    {
        var scene = People();
        scene.Do(One, Declare(true), Id("ada"));
        scene.Do(One, new OfferCommand(Id("olga")), Id("ada"));
        Assert.True(IsOpen(scene, "olga"));
        scene.Do(One, new AdmitPerson(Id("vic")), Id("ada"));
        Assert.True(IsOpen(scene, "vic"));
        scene.Do(One, new DismissPerson(Id("vic")), Id("ada"));
        Assert.False(IsOpen(scene, "vic"));
        scene.Do(One, new JoinResponse(Id("vic"), "Support"), Id("ada"));
        Assert.True(IsOpen(scene, "vic"));
    }

    [Fact]
    public void Whoever_hides_it_sees_it_further_and_whom_the_clock_asked_to_lead_does_not()
    {
        var scene = People();
        scene.Do(One, Declare(false), Id("ada"));
        scene.Do(One, new OfferCommand(Id("olga")), "system:offer");
        scene.Do(One, new MakePrivate("a person is named in it"), Id("vic"));
        Assert.True(IsOpen(scene, "vic"));
        Assert.False(IsOpen(scene, "olga"));
    }

    [Fact]
    public void Somebody_who_has_left_sees_none_of_it()
    {
        var scene = People();
        scene.Do(One, Declare(true), Id("ada"));
        scene.Do(Book, new PersonLeaves(Id("ada"), "left"), Id("root"));
        Assert.False(IsOpen(scene, "ada"));
    }

    [Fact]
    public void It_is_hidden_and_shown_with_a_reason_and_both_stand_on_its_timeline()
    {
        var scene = People();
        scene.Do(One, Declare(false), Id("ada"));
        Assert.Equal(RefusalKind.Invalid, scene.Refused(One, new MakePrivate(" "), Id("ada")).Kind);
        scene.Do(One, new MakePrivate("names a person"), Id("ada"));
        Assert.Equal(RefusalKind.Invalid, scene.Refused(One, new MakePublic(""), Id("ada")).Kind);
        scene.Do(One, new MakePublic("it is over"), Id("ada"));
        Assert.True(IsOpen(scene, "vic"));
        Assert.Equal(["Private from now on", "Not private any more"],
            scene.World.Get<Incident>(One).Timeline.TakeLast(2).Select(e => e.Sentence));
    }

    [Fact]
    public void Only_somebody_who_is_here_is_added_and_only_to_a_private_one()
    {
        var scene = People();
        scene.Do(One, Declare(false), Id("ada"));
        Assert.Equal(RefusalKind.Invalid, scene.Refused(One, new AdmitPerson(Id("vic")), Id("ada")).Kind);
        scene.Do(One, new MakePrivate("why"), Id("ada"));
        Assert.Equal(RefusalKind.NotFound, scene.Refused(One, new AdmitPerson(Id("eve")), Id("ada")).Kind);
    }

    [Fact]
    public void A_view_of_the_world_leaves_out_what_is_hidden_and_takes_no_facts()
    {
        var scene = People();
        scene.Do(One, Declare(true), Id("ada"));
        var view = scene.World.SeenThrough((stream, state) => stream == One ? null : state);
        Assert.False(view.Get<Incident>(One).Exists);
        Assert.Equal(0, view.VersionOf(One));
        Assert.Empty(view.All<Incident>());
        Assert.Empty(view.Going<Incident>());
        Assert.Equal(scene.World.Position, view.Position);
        Assert.Throws<InvalidOperationException>(() => view.Apply(
            new Fact(9, One, 1, new IncidentMadePublic("x"), new Moment(default, "")), Incident.Empty));
    }

    private static DeclareIncident Declare(bool isPrivate) =>
        new("INC-1", "Somebody reads what they should not", Severity.High, "", "", "", null) { Private = isPrivate };

    private static bool IsOpen(Scene scene, string who) =>
        scene.World.Get<Incident>(One).IsOpenTo(Id(who), scene.People());

    private static Scene People() => new Scene().WithAccounts().Join("ada", "organisation", Roles.Developers)
        .Join("olga", "organisation", Roles.ReleaseManager).Join("sam", "organisation", Roles.SecurityLead)
        .Join("vic", "organisation", Roles.Viewer);
}
