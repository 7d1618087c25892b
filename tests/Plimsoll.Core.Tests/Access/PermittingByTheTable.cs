using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.House;
using Plimsoll.Core.Tests.Kernel;
using static Plimsoll.Core.Tests.Access.SomePeople;

namespace Plimsoll.Core.Tests.Access;

public sealed class PermittingByTheTable
{
    [Fact]
    public void The_table_speaks_of_each_role_once_and_of_known_permissions_only()
    {
        Assert.Equal(Roles.All.Order(), RoleTable.Rows.Select(r => r.Role).Order());
        Assert.All(RoleTable.Rows.Append(RoleTable.AnyOther), row =>
        {
            Assert.Empty(row.May.Where(verb => !Permissions.IsKnown(verb)));
            Assert.Equal(row.May.Length, row.May.Distinct().Count());
            Assert.Contains(Permissions.See, row.May);
            Assert.NotEqual("", row.SeesFirst);
            Assert.NotEqual("", row.IsTold);
        });
    }

    [Fact]
    public void Every_permission_is_held_by_a_role() => Assert.Empty(
        Permissions.All.Where(p => !RoleTable.Rows.Any(r => r.May.Contains(p.Verb))).Select(p => p.Verb));

    [Fact]
    public void An_administrator_approves_nothing_and_a_viewer_changes_nothing()
    {
        Assert.Empty(RoleTable.Of(Roles.Administrator).May.Intersect(Permissions.Approvals));
        Assert.Equal([Permissions.See], RoleTable.Of(Roles.Viewer).May);
    }

    [Theory]
    [InlineData("organisation", "organisation service/shop environment/shop/production service/other team/web")]
    [InlineData("team/web", "team/web service/shop environment/shop/production environment/shop/staging")]
    [InlineData("service/shop", "service/shop environment/shop/production environment/shop/staging")]
    [InlineData("environment/shop/staging", "environment/shop/staging")]
    public void A_role_is_worth_what_it_was_given_for(string given, string reaches)
    {
        var scene = new Scene().WithAccounts();
        scene.Do(Book, new PlaceInTeam("shop", "web"), Id("root"));
        scene.Join("dan", given, Roles.Developers);
        string[] all = ["organisation", "team/web", "team/api", "service/shop", "service/other", "service/web",
            "environment/shop/production", "environment/shop/staging", "environment/other/staging"];

        var reached = all.Where(s => scene.People().Permits(Id("dan"), Permissions.RollBack, new Scope(s)));

        var expected = given == "organisation" ? all : reaches.Split(' ');
        Assert.Equal(expected.Order(), reached.Order());
        Assert.True(scene.People().Permits(Id("dan"), Permissions.See, Scope.Anywhere));
        Assert.False(scene.People().Permits(Id("dan"), Permissions.Withdraw, new Scope(given)));
    }

    [Fact]
    public void A_role_of_an_own_guide_works_by_the_guide()
    {
        var scene = new Scene().WithAccounts().Join("kim", "organisation", "Change Advisory Board");
        Assert.True(scene.People().Permits(Id("kim"), Permissions.SignOff, Scope.Service("shop")));
        Assert.False(scene.People().Permits(Id("kim"), Permissions.Ship, Scope.Service("shop")));
        Assert.True(scene.People().Holds(Id("kim"), "change advisory board", Scope.Service("shop")));
    }

    [Fact]
    public void The_nodes_own_token_may_do_everything_but_approve_and_remove_for_ever()
    {
        var people = new Scene().WithAccounts().People();
        Assert.Equal(Permissions.InPerson.Order(), Permissions.All.Select(p => p.Verb)
            .Where(verb => !people.Permits("node:root", verb, Scope.Organisation)).Order());
    }

    /// <remarks>PLIMSOLL_APPROVE=1 writes the table into the page.</remarks>
    [Fact]
    public void The_handbook_shows_the_very_table()
    {
        var file = Path.Combine(Documents.Root, "docs/handbook/people-and-roles.md");
        var page = File.ReadAllText(file);
        var start = page.IndexOf("| Role |", StringComparison.Ordinal);
        var shown = page[start..page.IndexOf("\n\n", start, StringComparison.Ordinal)];
        var table = string.Join("\n", RoleTable.Rows.Append(RoleTable.AnyOther).Select(Line)
            .Prepend("|---|---|---|---|").Prepend("| Role | Sees first | May | Is told |"));
        if (Environment.GetEnvironmentVariable("PLIMSOLL_APPROVE") == "1")
            File.WriteAllText(file, page.Replace(shown, table, StringComparison.Ordinal));
        else
            Assert.Equal(table, shown);
    }

    private static string Line(RoleRow row) =>
        $"| {row.Role} | {row.SeesFirst} | {string.Join(", ", row.May.Select(v => $"`{v}`"))} | {row.IsTold} |";
}
