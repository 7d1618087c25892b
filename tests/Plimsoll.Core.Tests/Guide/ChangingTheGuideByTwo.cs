using Plimsoll.Core.Catalog;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Access;
using Plimsoll.Core.Tests.Deployments;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Guide;

public sealed class ChangingTheGuideByTwo
{
    private static readonly Compilation First = ByTwo(SomeGuide.Of("- [ ] Deploy to production"));
    private static readonly Compilation Second = ByTwo(SomeGuide.Of("- [ ] Deploy to production\n- [ ] Backup taken"));
    private static readonly GuideBook InForce = Do(GuideBook.Empty, new ApplyPlaybook(First, "first"), "Ada");
    private static readonly GuideBook Proposed = Do(InForce, new ProposePlaybook(Second, "second"), "Ada");

    [Fact]
    public void It_is_not_applied_by_one() =>
        Assert.Equal(RefusalKind.Forbidden, Decide(InForce, new ApplyPlaybook(Second), "Ada").Refusal?.Kind);

    [Fact]
    public void A_proposal_changes_nothing_until_another_approves_it()
    {
        Assert.Equal(First.Playbook.Hash, Proposed.NewestHash);
        Assert.Equal("Ada", Proposed.ProposalOf(Second.Playbook.Hash[..8])?.By);
        var book = Do(Proposed, new ApproveProposal(Second.Playbook.Hash[..8]), "Ben");
        Assert.Equal((Second.Playbook.Hash, "second"), (book.NewestHash, book.Texts[book.NewestHash]));
        Assert.Empty(book.Proposals);
        Assert.Equal(("Ben", "Ada"), (book.History[^1].By, book.History[^1].ProposedBy));
    }

    [Fact]
    public void Nobody_approves_their_own() => Assert.Contains("somebody else",
        Decide(Proposed, new ApproveProposal(Second.Playbook.Hash), "Ada").Refusal?.Reason, StringComparison.Ordinal);

    [Fact]
    public void Nor_in_other_letters_nor_as_somebody_proven_what_was_proposed_under_a_claimed_name()
    {
        var command = new ApproveProposal(Second.Playbook.Hash);
        Assert.Equal(RefusalKind.Forbidden, Decide(Proposed, command, "ADA").Refusal?.Kind);
        Assert.Equal(RefusalKind.Blocked, Decide(Proposed, command, SomePeople.Id("ada")).Refusal?.Kind);
        var again = Do(Proposed, new ProposePlaybook(Second, "second"), SomePeople.Id("ada"));
        Assert.Equal(RefusalKind.Forbidden, Decide(again, command, SomePeople.Id("ada")).Refusal?.Kind);
        Assert.Equal(Second.Playbook.Hash, Do(again, command, SomePeople.Id("ben")).NewestHash);
    }

    [Fact]
    public void What_was_compared_with_an_older_guide_is_proposed_again()
    {
        var third = ByTwo(SomeGuide.Of("- [ ] Deploy to production\n- [ ] Announce release"));
        var book = Do(Do(Proposed, new ProposePlaybook(third), "Ada"), new ApproveProposal(third.Playbook.Hash), "Ben");
        Assert.Equal(RefusalKind.Conflict,
            Decide(book, new ApproveProposal(Second.Playbook.Hash), "Ben").Refusal?.Kind);
        book = Do(book, new ProposePlaybook(Second, "second"), "Ada");
        Assert.Equal(Second.Playbook.Hash, Do(book, new ApproveProposal(Second.Playbook.Hash), "Ben").NewestHash);
    }

    [Fact]
    public void A_withdrawn_one_waits_for_nobody()
    {
        var scene = Waiting().Do(GuideBook.Stream, new WithdrawProposal(Second.Playbook.Hash[..8]), "ada");
        Assert.Empty(scene.Get<GuideBook>(GuideBook.Stream).Proposals);
        Assert.Equal(RefusalKind.NotFound,
            scene.Refused(GuideBook.Stream, new ApproveProposal(Second.Playbook.Hash), "ben").Kind);
    }

    [Fact]
    public void Its_proposer_or_a_Release_Manager_withdraws_it()
    {
        var scene = Waiting();
        WithdrawProposal By(string person) => WithdrawProposal.By(person, Second.Playbook.Hash, scene.World);
        Assert.Equal(("", SomeService.Name), (By("dan").Manages, By("bob").Manages));
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(GuideBook.Stream, By("dan"), "dan").Kind);
        Assert.Equal(RefusalKind.Forbidden, scene.Refused(GuideBook.Stream, By("bob"), "dan").Kind);
        Assert.Empty(scene.Do(GuideBook.Stream, By("bob"), "bob").Get<GuideBook>(GuideBook.Stream).Proposals);
    }

    private static Scene Waiting() => SomeLane.Adopted(null)
        .Do(GuideBook.Stream, new ApplyPlaybook(First, "first"), "ada")
        .Do(GuideBook.Stream, new ProposePlaybook(Second, "second"), "ada");

    [Fact]
    public void Errors_and_the_guide_in_force_are_not_proposed()
    {
        Assert.Equal(RefusalKind.Invalid,
            Decide(InForce, new ProposePlaybook(SomeGuide.Of("# Nothing")), "Ada").Refusal?.Kind);
        Assert.Equal(RefusalKind.Conflict, Decide(InForce, new ProposePlaybook(First), "Ada").Refusal?.Kind);
        Assert.Empty(Decide(Proposed, new ProposePlaybook(Second), "Ben").Events);
    }

    private static Compilation ByTwo(Compilation guide) => guide with
    {
        Playbook = PlaybookJson.Seal(guide.Playbook with
        {
            Settings = new GuideSettings { ChangeNeedsSecondPerson = true },
        }),
    };

    private static Ruling<GuideEvent> Decide(GuideBook book, Command<GuideBook, GuideEvent> command, string actor) =>
        command.Decide(book, new Moment(DateTimeOffset.UnixEpoch, actor));

    private static GuideBook Do(GuideBook book, Command<GuideBook, GuideEvent> command, string actor)
    {
        var ruling = Decide(book, command, actor);
        Assert.Null(ruling.Refusal);
        return ruling.Events.Aggregate(
            book, (state, said) => said.Apply(state, new Moment(DateTimeOffset.UnixEpoch, actor)));
    }
}
