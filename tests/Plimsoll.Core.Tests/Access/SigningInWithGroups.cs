using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Kernel;
using static Plimsoll.Core.Tests.Access.SomePeople;

namespace Plimsoll.Core.Tests.Access;

/// <summary>What the groups of a provider give and take.</summary>
public sealed class SigningInWithGroups
{
    private static readonly ConfigureProvider Octo = new(
        "OctoAcme", "https://id.example.org", "plimsoll", 1, ["openid", "groups"], "groups", ["example.org"], false);

    [Fact]
    public void Roles_of_groups_come_and_go_and_those_given_by_hand_stay()
    {
        var scene = House().Join("ada", "service/shop", Roles.ProductManager);
        scene.Do(Book, new MapGroup("leads", "rm", "team/web"), Id("root"));
        scene.Do(Book, new MapGroup("pms", "PM", "service/shop"), Id("root"));

        Align(scene, "ada", "leads", "pms");
        Assert.Equal([Roles.ProductManager, Roles.ReleaseManager, Roles.ProductManager], Held(scene, "ada"));
        Align(scene, "ada", "others");
        Assert.Equal([Roles.ProductManager], Held(scene, "ada"));
        Assert.False(Assert.Single(scene.People().Find(Id("ada"))!.Grants).ByGroup);
    }

    [Fact]
    public void Signing_in_again_with_the_same_groups_is_no_fact()
    {
        var scene = House().Join("ada", "organisation");
        scene.Do(Book, new MapGroup("leads", Roles.ReleaseManager, "organisation"), Id("root"));
        Align(scene, "ada", "leads");
        var before = scene.People();
        Align(scene, "ada", "leads", "leads");
        Assert.Equal(before.Find(Id("ada")), scene.People().Find(Id("ada")));
    }

    [Fact]
    public void Two_groups_that_give_the_same_give_it_until_both_are_gone()
    {
        var scene = House().Join("ada", "organisation");
        foreach (var group in (string[])["one", "two"])
            scene.Do(Book, new MapGroup(group, Roles.Support, "organisation"), Id("root"));
        Align(scene, "ada", "one", "two");
        scene.Do(Book, new UnmapGroup("one", Roles.Support, "organisation"), Id("root"));
        Assert.Equal([Roles.Support], Held(scene, "ada"));
        scene.Do(Book, new UnmapGroup("two", Roles.Support, "organisation"), Id("root"));
        Assert.Empty(Held(scene, "ada"));
    }

    [Fact]
    public void What_a_group_gives_is_not_taken_by_hand_but_may_be_given_by_hand_as_well()
    {
        var scene = House().Join("ada", "organisation");
        scene.Do(Book, new MapGroup("leads", Roles.ReleaseManager, "organisation"), Id("root"));
        Align(scene, "ada", "leads");
        var take = new TakeRole(Id("ada"), Roles.ReleaseManager, "organisation");
        Assert.Equal(RefusalKind.Blocked, scene.Refused(Book, take, Id("root")).Kind);

        scene.Do(Book, new GrantRole(Id("ada"), Roles.ReleaseManager, "organisation"), Id("root"));
        Align(scene, "ada");
        Assert.Equal([Roles.ReleaseManager], Held(scene, "ada"));
        scene.Do(Book, take, Id("root"));
        Assert.Empty(Held(scene, "ada"));
    }

    [Fact]
    public void The_last_administrator_stays_one_whatever_groups_say()
    {
        var scene = House().Join("ada", "organisation");
        scene.Do(Book, new MapGroup("owners", Roles.Administrator, "organisation"), Id("root"));
        Align(scene, "ada", "owners");
        scene.Do(Book, new PersonLeaves(Id("root"), "retired"), Id("ada"));

        Align(scene, "ada");
        Assert.Equal([Roles.Administrator], Held(scene, "ada"));
        Assert.Equal(RefusalKind.Blocked, scene.Refused(Book, new RemoveProvider(), Id("ada")).Kind);
        Assert.Equal(RefusalKind.Blocked, scene.Refused(
            Book, new UnmapGroup("owners", Roles.Administrator, "organisation"), Id("ada")).Kind);
    }

    [Fact]
    public void Another_issuer_begins_without_the_groups_of_the_last_and_without_what_they_gave()
    {
        var scene = House().Join("ada", "organisation");
        scene.Do(Book, new MapGroup("leads", Roles.ReleaseManager, "organisation"), Id("root"));
        Align(scene, "ada", "leads");
        scene.Do(Book, Octo with { Name = "Octo" }, Id("root"));
        Assert.Equal([Roles.ReleaseManager], Held(scene, "ada"));

        scene.Do(Book, Octo with { Issuer = "https://other.example.org" }, Id("root"));
        Assert.Empty(scene.People().Provider!.Groups);
        Assert.Empty(Held(scene, "ada"));
    }

    [Fact]
    public void Only_what_the_provider_said_admits_people_and_aligns_roles()
    {
        var scene = House().Join("ada", "organisation", Roles.Administrator);
        foreach (var actor in (string[])[Id("ada"), "node:root", "system:runner"])
        {
            Assert.Equal(RefusalKind.Forbidden, scene.Refused(Book, new AlignRoles(Id("ada"), []), actor).Kind);
            Assert.Equal(RefusalKind.Forbidden, scene.Refused(Book, new AdmitToOrganisation(Id("eve"), "eve@example.org", []), actor).Kind);
        }
    }

    [Theory]
    [InlineData("eve@example.org", true)]
    [InlineData("eve@EXAMPLE.org", true)]
    [InlineData("eve@sub.example.org", false)]
    [InlineData("eve@example.org.evil.test", false)]
    [InlineData("eve@notexample.org", false)]
    public void A_domain_lets_in_its_own_addresses_only(string mail, bool comesIn)
    {
        var scene = House();
        var admit = new AdmitToOrganisation(Id("eve"), mail, []);
        if (comesIn) scene.Do(Book, admit, IdentityProvider.Actor);
        else Assert.Equal(RefusalKind.Forbidden, scene.Refused(Book, admit, IdentityProvider.Actor).Kind);
        Assert.Equal(comesIn, scene.People().IsActive(Id("eve")));
        Assert.Empty(scene.People().Find(Id("eve"))?.Grants ?? []);
    }

    [Fact]
    public void Who_has_left_is_given_nothing()
    {
        var scene = House().Join("ada", "organisation");
        scene.Do(Book, new MapGroup("leads", Roles.ReleaseManager, "organisation"), Id("root"));
        scene.Do(Book, new PersonLeaves(Id("ada"), "moved on"), Id("root"));
        Align(scene, "ada", "leads");
        Assert.Empty(Held(scene, "ada"));
        Assert.Equal(RefusalKind.Conflict, scene.Refused(
            Book, new AdmitToOrganisation(Id("ada"), "ada@example.org", ["leads"]), IdentityProvider.Actor).Kind);
    }

    [Fact]
    public void Only_an_administrator_of_the_organisation_sets_a_provider()
    {
        var scene = House().Join("sam", "service/shop", Roles.Administrator);
        foreach (var command in (AccessCommand[])[Octo, new RemoveProvider(), new MapGroup("g", "PM", "organisation"), new UnmapGroup("g", "PM", "organisation")])
            Assert.Equal(RefusalKind.Forbidden, scene.Refused(Book, command, Id("sam")).Kind);
    }

    [Theory]
    [InlineData("http://id.example.org")]
    [InlineData("https://id.example.org/?x=1")]
    [InlineData("https://me:pw@id.example.org")]
    [InlineData("id.example.org")]
    public void An_issuer_is_an_https_address(string issuer) => Assert.Equal(RefusalKind.Invalid,
        new Scene().WithAccounts().Refused(Book, Octo with { Issuer = issuer }, Id("root")).Kind);

    [Fact]
    public void An_account_is_tied_by_its_person_or_the_provider_and_untied_by_who_keeps_another_way_in()
    {
        var scene = House().Join("ada", "organisation");
        var (tie, untie) = (new TieAccount(Id("ada"), Octo.Issuer), new UntieAccount(Octo.Issuer));

        foreach (var actor in (string[])[Id("ada"), IdentityProvider.Actor]) scene.Do(Book, tie, actor);
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(Book, tie, Id("root")).Kind);
        Assert.Equal(RefusalKind.NotFound, scene.Refused(Book, tie with { Issuer = "https://other.example.org" }, Id("ada")).Kind);
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(
            Book, new TieAccount(Id("eve"), Octo.Issuer), IdentityProvider.Actor).Kind);

        scene.Do(Book, untie, Id("ada"));
        Assert.Equal(RefusalKind.NotFound, scene.Refused(Book, new UntieAccount("https://other.example.org"), Id("ada")).Kind);
        scene.Do(Book, Octo with { PasswordsOff = true }, Id("root"));
        Assert.Equal(RefusalKind.Blocked, scene.Refused(Book, untie, Id("ada")).Kind);
        scene.Do(Book, untie, Id("root"));
        scene.Do(Book, new PersonLeaves(Id("ada"), "moved on"), Id("root"));
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(Book, untie, Id("ada")).Kind);
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(Book, tie, Id("ada")).Kind);
    }

    private static Scene House() => new Scene().WithAccounts().Do(Book, Octo, Id("root"));

    private static void Align(Scene scene, string person, params string[] groups) =>
        scene.Do(Book, new AlignRoles(Id(person), [.. groups]), IdentityProvider.Actor);

    private static ImmutableArray<string> Held(Scene scene, string person) =>
        [.. scene.People().Find(Id(person))!.Grants.Select(g => g.Role)];
}
