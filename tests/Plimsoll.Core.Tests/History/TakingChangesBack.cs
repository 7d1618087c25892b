using Plimsoll.Files.History;

namespace Plimsoll.Core.Tests.History;

public sealed class TakingChangesBack
{
    [Fact]
    public void What_was_taken_back_within_the_range_is_no_change() => Assert.Equal(
        ["fix: b"], Standing(
            SomeCommit.Numbered('3', "Revert \"feat!: a\"", $"This reverts commit {SomeCommit.Hash('1')}.", '2'),
            SomeCommit.Numbered('2', "fix: b", "", '1'),
            SomeCommit.Numbered('1', "feat!: a")));

    [Fact]
    public void The_conventions_own_revert_names_commits_in_a_footer() => Assert.Equal(
        ["feat: c"], Standing(
            SomeCommit.Numbered('4', "revert: let us never speak of it", "Refs: 1111111, 2222222", '3'),
            SomeCommit.Numbered('3', "feat: c", "", '2'),
            SomeCommit.Numbered('2', "feat: b", "", '1'),
            SomeCommit.Numbered('1', "feat: a")));

    [Fact]
    public void Taking_back_the_taking_back_leaves_the_change() => Assert.Equal(
        ["feat: a"], Standing(
            SomeCommit.Numbered('3', "Reapply \"feat: a\"", $"This reverts commit {SomeCommit.Hash('2')}.", '2'),
            SomeCommit.Numbered('2', "Revert \"feat: a\"", $"This reverts commit {SomeCommit.Hash('1')}.", '1'),
            SomeCommit.Numbered('1', "feat: a")));

    [Fact]
    public void Taking_back_what_was_released_before_is_a_change() => Assert.Equal(
        ["Revert \"feat: old\"", "feat: a"], Standing(
            SomeCommit.Numbered('2', "Revert \"feat: old\"", $"This reverts commit {SomeCommit.Hash('9')}.", '1'),
            SomeCommit.Numbered('1', "feat: a")));

    [Fact]
    public void Taking_back_a_merge_takes_back_what_came_with_it() => Assert.Equal(
        ["feat: main"], Standing(
            SomeCommit.Numbered(
                '5', "Revert \"Merge side\"",
                $"This reverts commit {SomeCommit.Hash('4')}, reversing\nchanges made to {SomeCommit.Hash('1')}.", '4'),
            SomeCommit.Numbered('4', "Merge side", "", '1', '3'),
            SomeCommit.Numbered('3', "feat: side two", "", '2'),
            SomeCommit.Numbered('2', "feat: side one", "", '1'),
            SomeCommit.Numbered('1', "feat: main")));

    [Fact]
    public void A_commit_that_only_speaks_of_another_takes_nothing_back() => Assert.Equal(
        ["fix: b", "feat: a"], Standing(
            SomeCommit.Numbered('2', "fix: b", "Refs: 1111111", '1'), SomeCommit.Numbered('1', "feat: a")));

    [Fact]
    public void A_hash_too_short_to_be_one_commits_takes_nothing_back()
    {
        var twin = SomeCommit.Numbered('1', "feat: twin") with { Hash = "1111111" + new string('0', 33) };

        Assert.Equal(3, Standing(
            SomeCommit.Numbered('2', "revert: which one", "Refs: 1111111", '1'),
            SomeCommit.Numbered('1', "feat: a"), twin).Count());
    }

    private static IEnumerable<string> Standing(params CommitLine[] commits) =>
        StandingChanges.Of([.. commits]).Select(commit => commit.Subject);
}
