using Plimsoll.Core.Releases;
using Plimsoll.Files.History;

namespace Plimsoll.Core.Tests.History;

public sealed class LeastTypes
{
    [Theory]
    // A type, a colon, a space and a description are a header.
    [InlineData("fix: a", "", ReleaseType.Patch)]
    [InlineData("docs: a", "", ReleaseType.Patch)]
    [InlineData("feat: a", "", ReleaseType.Minor)]
    [InlineData("feat:   three spaces", "", ReleaseType.Minor)]
    [InlineData("house-keeping: a type of one's own", "", ReleaseType.Patch)]
    [InlineData("feat:no space", "", null)]
    [InlineData("feat: ", "", null)]
    [InlineData("feat : a space before", "", null)]
    [InlineData(": no type", "", null)]
    [InlineData("Add coupons", "", null)]
    // A scope is a noun in brackets.
    [InlineData("feat(cart): a", "", ReleaseType.Minor)]
    [InlineData("feat(корзина): на русском", "", ReleaseType.Minor)]
    [InlineData("feat(: a", "", null)]
    [InlineData("feat (cart): a", "", null)]
    // No case matters, but that of the breaking words.
    [InlineData("FEAT(Cart): a", "", ReleaseType.Minor)]
    [InlineData("fix: a", "breaking change: whispered", ReleaseType.Patch)]
    [InlineData("fix: a", "Breaking-Change: half", ReleaseType.Patch)]
    // An exclamation mark right before the colon breaks.
    [InlineData("fix!: a", "", ReleaseType.Major)]
    [InlineData("chore(api)!: a", "", ReleaseType.Major)]
    [InlineData("feat! : a", "", null)]
    [InlineData("feat!(api): a", "", null)]
    // So does a footer, whatever the type, alone or among others.
    [InlineData("fix: a", "More.\n\nBREAKING CHANGE: gone", ReleaseType.Major)]
    [InlineData("fix: a", "BREAKING-CHANGE: gone", ReleaseType.Major)]
    [InlineData("Drop it", "BREAKING CHANGE: gone", ReleaseType.Major)]
    [InlineData("docs: a", "Why.\n\nReviewed-by: Zoë\nBREAKING CHANGE: gone\nRefs #12", ReleaseType.Major)]
    [InlineData("fix: a", "BREAKING CHANGE #12", ReleaseType.Patch)]
    [InlineData("fix: a", "BREAKING CHANGE:no space", ReleaseType.Patch)]
    [InlineData("fix: a", "no BREAKING CHANGE: in the middle", ReleaseType.Patch)]
    // Taking back a released change is at least a patch; taking that back is the change again.
    [InlineData("Revert \"feat: a\"", "This reverts commit abcdef0123456789.", ReleaseType.Patch)]
    [InlineData("revert: feat: a", "Refs: abcdef0", ReleaseType.Patch)]
    [InlineData("Revert \"Revert \"feat: a\"\"", "", ReleaseType.Minor)]
    [InlineData("Reapply \"feat: a\"", "", ReleaseType.Minor)]
    // A squash that does not tell has told in what it squashed.
    [InlineData("Coupons (#12)", "* feat: coupons\n\n* fix: round them", ReleaseType.Minor)]
    [InlineData("fix: coupons (#12)", "* feat: coupons", ReleaseType.Patch)]
    [InlineData("Coupons (#12)", "* coupons\n* note: nothing", null)]
    // Labels speak where the message does not.
    [InlineData("Add coupons", "Labels: docs, enhancement", ReleaseType.Minor)]
    [InlineData("Add coupons", "Label: Breaking Change", ReleaseType.Major)]
    [InlineData("Add coupons", "label: type: bug", ReleaseType.Patch)]
    [InlineData("Add coupons", "Labels: shop, later", null)]
    [InlineData("fix: a", "Labels: enhancement", ReleaseType.Patch)]
    // A type written out may only ask for more.
    [InlineData("Add coupons", "Release-Type: minor", ReleaseType.Minor)]
    [InlineData("fix: a", "Release-Type: major", ReleaseType.Major)]
    [InlineData("feat!: a", "Release-Type: patch", ReleaseType.Major)]
    public void The_least_type_is_read_off_a_commit(string subject, string body, ReleaseType? type) =>
        Assert.Equal(type, LeastType.Of([SomeCommit.Saying(subject, body)]).Type);

    [Fact]
    public void The_largest_commit_decides_and_is_named()
    {
        var least = LeastType.Of(
            [.. ((string[])["fix: a", "feat: b", "Tidy", "fix: c"]).Select(subject => SomeCommit.Saying(subject))]);

        Assert.Equal(
            "At least minor: 01234567 feat: b. 1 other commit does not say: 01234567 Tidy.", least.Sentence);
    }

    [Fact]
    public void Where_nothing_tells_the_commits_that_do_not_are_named()
    {
        var least = LeastType.Of([.. "abcde".Select(c => SomeCommit.Saying($"Tidy {c}"))]);

        Assert.Null(least.Type);
        Assert.Equal(
            "None of the changes says how large it is, 01234567 Tidy a, 01234567 Tidy b, 01234567 Tidy c and 2 more: "
            + "whoever chose the version said it.", least.Sentence);
    }

    [Fact]
    public void Merge_commits_do_not_count() => Assert.Equal(
        "There are no changes to read a type from.",
        LeastType.Of([SomeCommit.Saying("feat!: x", parents: 2)]).Sentence);

    [Fact]
    public void A_scope_and_a_description_are_told_apart()
    {
        var told = ConventionalCommit.Read(SomeCommit.Saying("fix(cart item)!: round: up"));

        Assert.Equal(new ConventionalCommit("fix", "cart item", true, "round: up"), told);
    }

    [Fact]
    public void A_footer_runs_on_to_the_next_one()
    {
        var footers = Footer.Of("Why.\n\nBREAKING CHANGE: two\nlines\n\nand a paragraph\nRefs #12\nSigned-off-by: Zoë\n");

        Assert.Equal(
            [
                new Footer("BREAKING CHANGE", "two\nlines\n\nand a paragraph"), new Footer("Refs", "12"),
                new Footer("Signed-off-by", "Zoë"),
            ],
            footers);
    }
}
