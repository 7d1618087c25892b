using System.Text;
using Plimsoll.Files.History;

namespace Plimsoll.Core.Tests.History;

public sealed class CommitsRead
{
    [Fact]
    public void Commits_are_read_with_every_field()
    {
        var log = "aaaa\0bbbb cccc\0Zoë\0zoe@example.org\01767607200\0Merge it\0One\r\ntwo\n\n\0"
            + "bbbb\0\0Max\0m@example.org\01767603600\0fix: a\0\0";

        var commits = CommitLog.Read(Encoding.UTF8.GetBytes(log));

        Assert.Equal(["aaaa", "bbbb"], commits.Select(commit => commit.Hash));
        Assert.True(commits[0].IsMerge);
        Assert.Equal(new CommitAuthor("Zoë", "zoe@example.org"), commits[0].Author);
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero), commits[0].When);
        Assert.Equal("One\ntwo", commits[0].Body);
        Assert.Empty(commits[1].Parents);
    }

    [Theory]
    [InlineData("")]
    [InlineData("aaaa\0\0Max\0m")]
    public void A_log_without_a_whole_commit_is_empty(string log) =>
        Assert.Empty(CommitLog.Read(Encoding.UTF8.GetBytes(log)));

    [Theory]
    [InlineData("-5000", 1970)]
    [InlineData("99999999999999999", 9999)]
    [InlineData("never", 1970)]
    public void A_commit_with_a_broken_clock_is_still_a_commit(string seconds, int year)
    {
        var commits = CommitLog.Read(Encoding.UTF8.GetBytes($"a\0\0n\0m\0{seconds}\0s\0b\0"));

        Assert.Equal(year, Assert.Single(commits).When.Year);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_replaced() =>
        Assert.Equal("�", Assert.Single(CommitLog.Read([.. "a\0\0n\0m\01\0"u8, 0xff, .. "\0b\0"u8])).Subject);
}
