using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Kernel;
using static Plimsoll.Core.Tests.Access.SomePeople;

namespace Plimsoll.Core.Tests.Access;

public sealed class RemovingTexts
{
    [Fact]
    public void One_asks_and_another_confirms()
    {
        var scene = Asked();
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(Removals.Stream, new ConfirmRemoval(1), Id("sam")).Kind);
        scene.Do(Removals.Stream, new ConfirmRemoval(1), Id("root"));
        Assert.Equal(RemovalStatus.Confirmed, scene.World.Get<Removals>(Removals.Stream).Find(1)?.Status);
        Assert.Equal(RefusalKind.TooLate, scene.Refused(Removals.Stream, new ConfirmRemoval(1), Id("root")).Kind);
    }

    [Theory]
    [InlineData("olga"), InlineData("eve")]
    public void Who_may_not_neither_asks_nor_confirms_nor_refuses(string who)
    {
        var scene = Asked();
        foreach (var command in (Command[])[new AskRemoval(["3#/title"], "", "why"), new ConfirmRemoval(1), new RefuseRemoval(1, "why")])
            Assert.Equal(RefusalKind.Forbidden, scene.Refused(Removals.Stream, command, Id(who)).Kind);
    }

    [Fact]
    public void The_node_s_own_token_gives_no_second_person_s_word() => Assert.Equal(RefusalKind.Forbidden,
        Asked().Refused(Removals.Stream, new ConfirmRemoval(1), "node:root").Kind);

    [Fact]
    public void Without_accounts_there_are_no_two_people() => Assert.Equal(RefusalKind.Blocked,
        new Scene().Refused(Removals.Stream, new AskRemoval(["3#/title"], "", "why"), "Ada").Kind);

    [Fact]
    public void What_is_refused_stays_and_cannot_be_confirmed_any_more()
    {
        var scene = Asked();
        scene.Do(Removals.Stream, new RefuseRemoval(1, "it has to stay"), Id("sam"));
        Assert.Equal(RefusalKind.TooLate, scene.Refused(Removals.Stream, new ConfirmRemoval(1), Id("root")).Kind);
    }

    [Fact]
    public void A_name_is_removed_after_its_person_has_left()
    {
        var scene = Asked();
        Assert.Equal(RefusalKind.Blocked,
            scene.Refused(Removals.Stream, new AskRemoval([], Id("olga"), "asked to"), Id("sam")).Kind);
        scene.Do(Book, new PersonLeaves(Id("olga"), "left"), Id("root"));
        scene.Do(Removals.Stream, new AskRemoval([], Id("olga"), "asked to"), Id("sam"));
    }

    [Fact]
    public void Nothing_no_reason_and_both_at_once_are_no_removal()
    {
        var scene = Asked();
        foreach (var asked in (AskRemoval[])
            [new([], "", "why"), new(["3#/title"], "", " "), new(["3#/title"], Id("olga"), "why")])
            Assert.Equal(RefusalKind.Invalid, scene.Refused(Removals.Stream, asked, Id("sam")).Kind);
    }

    [Fact]
    public void What_a_role_reads_is_changed_by_an_administrator_with_a_reason()
    {
        var scene = Asked();
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(Book, new ChangeReading(true, "why"), Id("sam")).Kind);
        Assert.Equal(RefusalKind.Invalid, scene.Refused(Book, new ChangeReading(true, ""), Id("root")).Kind);
        scene.Do(Book, new ChangeReading(true, "contractors"), Id("root"));
        Assert.True(scene.People().ReadsByScope);
    }

    private static Scene Asked()
    {
        var scene = new Scene().WithAccounts().Join("sam", "organisation", Roles.SecurityLead)
            .Join("olga", "organisation", Roles.ReleaseManager);
        scene.Do(Removals.Stream, new AskRemoval(["3#/title", "message:2"], "", "a phone number"), Id("sam"));
        return scene;
    }
}
