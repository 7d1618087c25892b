using System.Collections.Immutable;
using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;
using static Plimsoll.Core.Tests.Access.SomePeople;

namespace Plimsoll.Core.Tests.Access;

/// <summary>Where accounts exist, all of it is decided on ids.</summary>
public sealed class SeparationOfDuties
{
    private const string Gate = "sign-off.Release Manager";

    [Fact]
    public void Names_in_the_service_file_give_nobody_a_role()
    {
        var scene = SomeRelease.Sealed().WithAccounts().Join("ada", "service/shop", Roles.Viewer);
        Assert.Contains("Settings, People", Refused(scene, "ada").Reason, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.Forbidden,
            scene.Refused(SomeRelease.Stream, new GiveSignOff("Release Manager", 0, ""), "ada").Kind);
    }

    [Fact]
    public void A_sign_off_under_a_claimed_name_is_worth_nothing_any_more()
    {
        var scene = SomeRelease.Sealed().Do(SomeRelease.Stream, new GiveSignOff("Release Manager", 0, ""));
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Gate));
        Assert.Equal(Verdict.Stale, scene.WithAccounts().VerdictOf(Gate));
        scene.Join("ada", "service/shop", Roles.ReleaseManager);
        Assert.Equal(Verdict.Passed, Signed(scene.SealAgain(Id("dan")), "ada").VerdictOf(Gate));
    }

    [Fact]
    public void A_release_whose_creator_nobody_proved_is_sealed_again_before_anybody_signs_it()
    {
        var scene = SomeRelease.Sealed().WithAccounts().Join("ada", "service/shop", Roles.ReleaseManager);
        var refused = Refused(scene, "ada", self: true);
        Assert.Equal(RefusalKind.Blocked, refused.Kind);
        Assert.Equal("plimsoll release seal shop 1.1.0", Assert.Single(refused.Blockers).Command);

        Assert.Equal(1, scene.SealAgain("node:ops").ReleaseOf().Candidate?.Number);
        Assert.Equal(2, scene.SealAgain(Id("dan")).ReleaseOf().Candidate?.Number);
        Assert.Equal(2, scene.SealAgain(Id("ada")).ReleaseOf().Candidate?.Number);
        Assert.Equal(Verdict.Passed, Signed(scene, "ada").VerdictOf(Gate));
    }

    [Fact]
    public void Whoever_sealed_it_again_counts_as_its_creator()
    {
        var scene = SomeRelease.Sealed().WithAccounts().Join("ada", "service/shop", Roles.ReleaseManager);
        scene.SealAgain(Id("ada")).Join("eve", "organisation", Roles.ReleaseManager);
        Assert.Contains("creator nobody proved", Refused(scene, "ada").Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Passed, Signed(scene, "eve").VerdictOf(Gate));
    }

    [Fact]
    public void The_creator_asks_another_holder_of_the_role()
    {
        var scene = By("ada", ["dan"]).Join("bob", "team/none", Roles.ReleaseManager);
        scene.Join("eve", "organisation", Roles.ReleaseManager);
        Assert.Contains(Id("eve"), Refused(scene, "ada").Reason, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.Forbidden, Refused(scene, "ada", self: true).Kind);
        Assert.Equal(Verdict.Passed, Signed(scene, "eve").VerdictOf(Gate));
    }

    [Fact]
    public void Who_is_alone_in_the_role_is_asked_and_marked_until_a_second_holds_it()
    {
        var scene = By("ada", ["dan"]);
        var asked = Refused(scene, "ada");
        Assert.Equal(RefusalKind.Blocked, asked.Kind);
        Assert.Contains("--self", Assert.Single(asked.Blockers).Command, StringComparison.Ordinal);

        scene.Do(SomeRelease.Stream, new GiveSignOff("Release Manager", 0, "", Self: true), Id("ada"));
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Gate));
        Assert.Contains("self-approval", scene.GateOf(Gate).Sentence, StringComparison.Ordinal);

        scene.Join("eve", "organisation", Roles.ReleaseManager);
        Assert.Equal(Verdict.Stale, scene.VerdictOf(Gate));
        Assert.Equal(Verdict.Passed, Signed(scene, "eve").VerdictOf(Gate));
    }

    [Fact]
    public void An_author_nobody_knows_is_no_second_person()
    {
        var scene = By("dan", ["ada"], "Somebody Else").Join("eve", "organisation", Roles.ReleaseManager);
        Assert.Contains("only author", Refused(scene, "ada").Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Passed, Signed(By("dan", ["ada", "kim"]), "ada").VerdictOf(Gate));
    }

    [Fact]
    public void A_waiver_asked_for_under_a_claimed_name_is_not_granted_by_whoever_that_was()
    {
        var scene = SomeRelease.Sealed();
        var ask = new RequestWaiver(Concepts.SecurityScan, "we know", scene.Now.AddHours(2));
        scene.Do(SomeRelease.Stream, ask, "sue").WithAccounts().Join("sue", "service/shop", "Security Lead");
        Assert.Equal(RefusalKind.Blocked,
            scene.Refused(SomeRelease.Stream, new GrantWaiver(Concepts.SecurityScan), SomePeople.Id("sue")).Kind);
        scene.Do(SomeRelease.Stream, ask, SomePeople.Id("dan"))
            .Do(SomeRelease.Stream, new GrantWaiver(Concepts.SecurityScan), SomePeople.Id("sue"));
        Assert.Equal(Verdict.Waived, scene.VerdictOf(Concepts.SecurityScan));
    }

    [Fact]
    public void A_waiver_granted_under_a_claimed_name_does_not_hold_any_more()
    {
        var scene = SomeRelease.Sealed();
        scene.Do(SomeRelease.Stream, new RequestWaiver(Concepts.SecurityScan, "we know", scene.Now.AddHours(2)), "dan");
        scene.Do(SomeRelease.Stream, new GrantWaiver(Concepts.SecurityScan), "sue");
        Assert.Equal(Verdict.Waived, scene.VerdictOf(Concepts.SecurityScan));
        Assert.Equal(Verdict.Pending, scene.WithAccounts().VerdictOf(Concepts.SecurityScan));
    }

    [Fact]
    public void A_criterion_met_under_a_claimed_name_is_met_again()
    {
        var scene = SomeRelease.Sealed().Do(SomeRelease.Stream, new AddCriterion("It opens."));
        scene.Do(SomeRelease.Stream, new MeetCriterion(1), "eli").WithAccounts().Join("eli", "service/shop", Roles.ProductManager);
        Assert.Equal("0 of 1 criteria met", scene.GateOf(Concepts.AcceptanceCriteria).Sentence);
        scene.Do(SomeRelease.Stream, new MeetCriterion(1), Id("eli"));
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Concepts.AcceptanceCriteria));
    }

    [Fact]
    public void A_rollback_plan_accepted_under_a_claimed_name_is_accepted_again()
    {
        var scene = SomeRelease.Sealed();
        scene.Do(SomeRelease.Stream, new PlanRollback("Go back.", DataClass.None, "", ""), "ben");
        scene.Do(SomeRelease.Stream, new ConfirmGate(Concepts.RollbackPlan, ""), "ada");
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Concepts.RollbackPlan));
        Assert.Equal(Verdict.Pending, scene.WithAccounts().VerdictOf(Concepts.RollbackPlan));
        scene.Join("ada", "service/shop", Roles.ReleaseManager).Do(SomeRelease.Stream, new ConfirmGate(Concepts.RollbackPlan, ""), Id("ada"));
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Concepts.RollbackPlan));
    }

    [Fact]
    public void Who_has_left_signs_nothing()
    {
        var scene = By("dan", ["dan"]);
        scene.Do(Book, new PersonLeaves(Id("ada"), ""), Id("root"));
        Assert.Equal(RefusalKind.Forbidden, Refused(scene, "ada").Kind);
    }

    /// <summary>Sealed by accounts; ada alone is Release Manager.</summary>
    private static Scene By(string creator, string[] authors, params string[] strangers)
    {
        var scene = SomeRelease.NoneYet().WithAccounts().Join("ada", "service/shop", Roles.ReleaseManager);
        scene.Do(SomeRelease.Stream, new CreateRelease("shop", "1.1.0", ReleaseType.Minor, "1.0.0", null, ""), Id(creator));
        ImmutableArray<string> all = [.. authors.Select(Id), .. strangers];
        return scene.Do(SomeRelease.Stream, new SealCandidate("c1", "shop.tar", "d1", "usual", all, []), Id("dan"));
    }

    private static Scene Signed(Scene scene, string person) =>
        scene.Do(SomeRelease.Stream, new GiveSignOff("Release Manager", 0, ""), Id(person));

    private static Refusal Refused(Scene scene, string person, bool self = false) =>
        scene.Refused(SomeRelease.Stream, new GiveSignOff("Release Manager", 0, "", self), Id(person));
}
