using Plimsoll.Files.History;

namespace Plimsoll.Core.Tests.History;

public sealed class LeastTypes
{
    [Theory]
    [InlineData("fix: a", "", ChangeSize.Patch)]
    [InlineData("docs: a", "", ChangeSize.Patch)]
    [InlineData("feat: a", "", ChangeSize.Minor)]
    [InlineData("Feat(cart): a", "", ChangeSize.Minor)]
    [InlineData("fix!: a", "", ChangeSize.Major)]
    [InlineData("refactor(api)!: a", "", ChangeSize.Major)]
    [InlineData("fix: a", "More.\n\nBREAKING CHANGE: gone", ChangeSize.Major)]
    [InlineData("fix: a", "BREAKING-CHANGE: gone", ChangeSize.Major)]
    [InlineData("Drop it", "BREAKING CHANGE: gone", ChangeSize.Major)]
    [InlineData("fix: a", "no breaking change: none", ChangeSize.Patch)]
    [InlineData("Add coupons", "", ChangeSize.NoneKnown)]
    [InlineData("feat:a", "", ChangeSize.NoneKnown)]
    [InlineData("feat(: a", "", ChangeSize.NoneKnown)]
    public void The_least_type_is_read_off_a_commit(string subject, string body, ChangeSize size) =>
        Assert.Equal(size, LeastType.Of([SomeCommit.Saying(subject, body)]).Size);

    [Fact]
    public void The_largest_commit_decides_and_is_named()
    {
        var least = LeastType.Of(
            [.. ((string[])["fix: a", "feat: b", "Tidy", "fix: c"]).Select(subject => SomeCommit.Saying(subject))]);

        Assert.Equal("At least minor: 01234567 feat: b (1 other commits do not say).", least.Sentence);
    }

    [Fact]
    public void Merge_commits_do_not_count() => Assert.Equal(
        new LeastType(ChangeSize.NoneKnown, null, 0), LeastType.Of([SomeCommit.Saying("feat!: x", parents: 2)]));

    [Fact]
    public void A_scope_and_a_description_are_told_apart()
    {
        var told = ConventionalCommit.Read(SomeCommit.Saying("fix(cart item)!: round: up"));

        Assert.Equal(new ConventionalCommit("fix", "cart item", true, "round: up"), told);
    }
}
