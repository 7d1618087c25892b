using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Kernel;
using static Plimsoll.Core.Tests.Access.SomePeople;

namespace Plimsoll.Core.Tests.Access;

public sealed class InvitingPeople
{
    [Fact]
    public void There_is_one_first_administrator()
    {
        var scene = new Scene().WithAccounts();
        Assert.True(scene.People().HasAccounts);
        Assert.True(scene.People().Holds(Id("root"), Roles.Administrator, Scope.Organisation));
        Assert.Equal(RefusalKind.TooLate,
            scene.Refused(Book, new AppointFirstAdministrator(Id("eve")), Id("eve")).Kind);
    }

    [Fact]
    public void Roles_hold_from_the_moment_a_person_joins()
    {
        var scene = new Scene().WithAccounts();
        scene.Do(Book, new InvitePerson(Id("ada")), Id("root"));
        scene.Do(Book, new GrantRole(Id("ada"), "rm", "service/shop"), Id("root"));
        Assert.False(scene.People().Holds(Id("ada"), Roles.ReleaseManager, Scope.Service("shop")));
        scene.Do(Book, new JoinOrganisation(), Id("ada"));
        Assert.True(scene.People().Holds(Id("ada"), Roles.ReleaseManager, Scope.Service("shop")));
    }

    [Fact]
    public void Nobody_joins_who_was_not_invited() => Assert.Equal(RefusalKind.Forbidden,
        new Scene().WithAccounts().Refused(Book, new JoinOrganisation(), Id("eve")).Kind);

    [Fact]
    public void Only_an_administrator_invites_and_gives_roles()
    {
        var scene = new Scene().WithAccounts().Join("ada", "organisation", Roles.ReleaseManager);
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(Book, new InvitePerson(Id("eve")), Id("ada")).Kind);
        Assert.Equal(RefusalKind.Forbidden,
            scene.Refused(Book, new GrantRole(Id("ada"), Roles.SecurityLead, "organisation"), Id("ada")).Kind);
    }

    [Fact]
    public void An_administrator_of_a_service_gives_roles_for_it_and_for_nothing_else()
    {
        var scene = new Scene().WithAccounts().Join("sam", "service/shop", Roles.Administrator);
        scene.Do(Book, new GrantRole(Id("sam"), Roles.Developers, "environment/shop/staging"), Id("sam"));
        foreach (var scope in (string[])["service/other", "organisation", "team/web"])
            Assert.Equal(RefusalKind.Forbidden,
                scene.Refused(Book, new GrantRole(Id("sam"), Roles.Developers, scope), Id("sam")).Kind);
    }

    [Fact]
    public void The_last_administrator_can_neither_leave_nor_lose_the_role()
    {
        var scene = new Scene().WithAccounts();
        Assert.Equal(RefusalKind.Blocked, scene.Refused(Book, new PersonLeaves(Id("root"), ""), Id("root")).Kind);
        Assert.Equal(RefusalKind.Blocked, scene.Refused(
            Book, new TakeRole(Id("root"), Roles.Administrator, "organisation"), Id("root")).Kind);
        scene.Join("ada", "organisation", Roles.Administrator);
        scene.Do(Book, new PersonLeaves(Id("root"), "retired"), Id("ada"));
        Assert.False(scene.People().IsActive(Id("root")));
    }

    [Fact]
    public void Who_leaves_has_no_right_left_and_comes_back_with_none()
    {
        var scene = new Scene().WithAccounts().Join("ada", "organisation", Roles.ReleaseManager);
        scene.Do(Book, new PersonLeaves(Id("ada"), "moved on"), Id("root"));
        Assert.False(scene.People().Permits(Id("ada"), Permissions.See, Scope.Anywhere));
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(Book, new JoinOrganisation(), Id("ada")).Kind);
        scene.Do(Book, new InvitePerson(Id("ada")), Id("root")).Do(Book, new JoinOrganisation(), Id("ada"));
        Assert.Empty(scene.People().People[Id("ada")].Grants);
    }

    [Theory]
    [InlineData("Release Manager", "everything")]
    [InlineData("", "organisation")]
    [InlineData("1", "organisation")]
    [InlineData("PM", "service/Shop")]
    [InlineData("PM", "environment/shop")]
    public void What_is_no_role_or_no_scope_is_refused(string role, string scope) => Assert.Equal(RefusalKind.Invalid,
        new Scene().WithAccounts().Refused(Book, new GrantRole(Id("root"), role, scope), Id("root")).Kind);

    [Fact]
    public void A_role_that_is_only_typed_wrong_is_asked_back_and_one_of_the_guides_own_is_taken()
    {
        var scene = new Scene().WithAccounts().Join("ada", "organisation", Roles.Viewer);
        Assert.Contains("Did you mean Release Manager?", scene.Refused(
            Book, new GrantRole(Id("ada"), "Relase Manager", "organisation"), Id("root")).Reason, StringComparison.Ordinal);
        scene.Do(Book, new GrantRole(Id("ada"), "Dragon Keeper", "organisation"), Id("root"));
    }

    [Fact]
    public void Every_use_of_the_nodes_own_token_waits_for_an_administrator_to_look()
    {
        var scene = new Scene().WithAccounts();
        Assert.Equal(RefusalKind.Invalid, scene.Refused(Book, new BreakGlass("POST x", " "), "node:root").Kind);
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(Book, new BreakGlass("POST x", "why"), Id("root")).Kind);
        scene.Do(Book, new BreakGlass("POST x", "nobody could sign in"), "node:root");
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(Book, new ReviewBreakGlass(1, ""), "node:root").Kind);
        Assert.False(Assert.Single(scene.People().Glass).IsReviewed);
        scene.Do(Book, new ReviewBreakGlass(1, "the mail server was down"), Id("root"));
        Assert.Equal(Id("root"), Assert.Single(scene.People().Glass).ReviewedBy);
    }
}
