using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Releases;

public sealed class SigningOff
{
    private const string Gate = "sign-off.Release Manager";

    [Fact]
    public void A_holder_of_the_role_signs_one_candidate()
    {
        var scene = Signed(SomeRelease.Sealed(), "ada");
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Gate));
        Assert.Equal(Verdict.Stale, scene.Seal(2).VerdictOf(Gate));
        Assert.Equal(Verdict.Passed, Signed(scene, "ada").VerdictOf(Gate));
    }

    [Fact]
    public void Who_does_not_hold_the_role_cannot() => Assert.Equal(RefusalKind.Forbidden, Refused(SomeRelease.Sealed(), "pam").Kind);

    [Fact]
    public void The_creator_cannot_be_the_only_approver() => Assert.Contains("created",
        Refused(SomeRelease.NoneYet().Do(SomeRelease.Stream, new CreateRelease("shop", "1.1.0", ReleaseType.Minor, "", null, ""), "ada")
            .Seal(), "ada").Reason, StringComparison.Ordinal);

    [Fact]
    public void The_sole_author_cannot_be_the_only_approver()
    {
        Assert.Contains("only author", Refused(SomeRelease.Draft().Seal(authors: "ADA"), "ada").Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Passed, Signed(SomeRelease.Draft().Seal(authors: ["ada", "dan"]), "ada").VerdictOf(Gate));
    }

    [Fact]
    public void A_candidate_that_is_not_the_one_that_was_read_is_not_signed() => Assert.Equal(RefusalKind.Conflict,
        SomeRelease.Sealed().Seal(2).Refused(SomeRelease.Stream, new GiveSignOff("Release Manager", 1, "")).Kind);

    [Fact]
    public void The_role_may_be_typed_in_any_case()
    {
        var scene = SomeRelease.Sealed().Do(SomeRelease.Stream, new GiveSignOff("release manager", 1, ""));
        Assert.Equal(Verdict.Passed, scene.VerdictOf(Gate));
        Assert.Empty(scene.Events(SomeRelease.Stream, new GiveSignOff("Release Manager", 1, "")));
    }

    [Fact]
    public void Every_approver_a_line_names_must_sign()
    {
        var both = SomePlaybook.SignOff("Release Manager", "minor") with { Approvers = ["Release Manager", "Security Lead"] };
        var scene = Signed(SomeRelease.Sealed(SomePlaybook.With("both", both)), "ada");
        Assert.Equal(Verdict.Pending, scene.VerdictOf(both.Id));
        Assert.Equal(Verdict.Passed, scene.Do(SomeRelease.Stream, new GiveSignOff("Security Lead", 1, ""), "sue").VerdictOf(both.Id));
    }

    [Fact]
    public void It_expires_where_the_guide_says_how_long_it_is_good()
    {
        var check = SomePlaybook.SignOff("Release Manager", "minor") with { GoodFor = TimeSpan.FromDays(2) };
        var scene = Signed(SomeRelease.Sealed(SomePlaybook.With("short", check)), "ada").After(TimeSpan.FromDays(3));
        Assert.Equal(Verdict.Stale, scene.VerdictOf(check.Id));
    }

    [Fact]
    public void It_is_taken_back_by_the_same_person_only()
    {
        var scene = Signed(SomeRelease.Sealed(), "ada");
        Assert.Equal(RefusalKind.NotFound, scene.Refused(SomeRelease.Stream, new TakeBackSignOff("Release Manager", "doubt"), "bob").Kind);
        scene.Do(SomeRelease.Stream, new TakeBackSignOff("Release Manager", "doubt"), "ada");
        Assert.Equal(Verdict.Pending, scene.VerdictOf(Gate));
    }

    [Fact]
    public void Nobody_signs_a_draft() => Assert.Equal(RefusalKind.Invalid, Refused(SomeRelease.Draft(), "ada").Kind);

    private static Scene Signed(Scene scene, string person) =>
        scene.Do(SomeRelease.Stream, new GiveSignOff("Release Manager", 0, ""), person);

    private static Refusal Refused(Scene scene, string person) =>
        scene.Refused(SomeRelease.Stream, new GiveSignOff("Release Manager", 0, ""), person);
}

public sealed class WaivingAGate
{
    [Fact]
    public void What_is_granted_is_what_was_read_and_not_what_was_asked_for_since()
    {
        var scene = Asked("dan");
        var read = scene.ReleaseOf().Waivers[^1].AskedAt;
        scene.After(TimeSpan.FromMinutes(1))
            .Do(SomeRelease.Stream, new RequestWaiver(Scan, "for ever", scene.Now.AddDays(30)), "dan");
        Assert.Contains("for ever",
            scene.Refused(SomeRelease.Stream, new GrantWaiver(Scan, read), "sue").Reason, StringComparison.Ordinal);
        scene.Do(SomeRelease.Stream, new GrantWaiver(Scan, scene.ReleaseOf().Waivers[^1].AskedAt), "sue");
        Assert.Equal(Verdict.Waived, scene.VerdictOf(Scan));
    }

    private const string Scan = Concepts.SecurityScan;

    [Fact]
    public void It_is_asked_for_by_one_and_granted_by_another_until_it_ends()
    {
        var scene = Asked("dan");
        Assert.Equal(Verdict.Pending, scene.VerdictOf(Scan));
        scene.Do(SomeRelease.Stream, new GrantWaiver(Scan), "sue");
        Assert.Equal(Verdict.Waived, scene.VerdictOf(Scan));
        Assert.Equal(Verdict.Pending, scene.After(TimeSpan.FromHours(2)).VerdictOf(Scan));
    }

    [Fact]
    public void Who_asked_cannot_grant() =>
        Assert.Equal(RefusalKind.Forbidden, Asked("ada").Refused(SomeRelease.Stream, new GrantWaiver(Scan), "ada").Kind);

    [Fact]
    public void Nor_under_the_same_name_in_other_letters() =>
        Assert.Contains("asked for this", Asked("ADA").Refused(SomeRelease.Stream, new GrantWaiver(Scan), "ada").Reason, StringComparison.Ordinal);

    [Fact]
    public void Only_a_release_manager_or_security_lead_grants() =>
        Assert.Equal(RefusalKind.Forbidden, Asked("dan").Refused(SomeRelease.Stream, new GrantWaiver(Scan), "pam").Kind);

    [Fact]
    public void What_has_ended_is_not_granted() => Assert.Equal(RefusalKind.TooLate,
        Asked("dan").After(TimeSpan.FromHours(3)).Refused(SomeRelease.Stream, new GrantWaiver(Scan), "sue").Kind);

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public void It_ends_in_the_future_and_within_thirty_days(int days)
    {
        var scene = SomeRelease.Sealed();
        Assert.Equal(RefusalKind.Invalid, scene.Refused(
            SomeRelease.Stream, new RequestWaiver(Scan, "we know", scene.Now.AddDays(days))).Kind);
    }

    private static Scene Asked(string person)
    {
        var scene = SomeRelease.Sealed();
        return scene.Do(SomeRelease.Stream, new RequestWaiver(Scan, "we know", scene.Now.AddHours(2)), person);
    }
}
