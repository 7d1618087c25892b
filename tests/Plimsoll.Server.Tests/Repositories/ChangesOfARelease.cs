using Plimsoll.Core.Kernel;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Tests.Repositories;

public sealed class ChangesOfARelease : MirrorTest
{
    [Fact]
    public async Task The_first_release_has_the_whole_history()
    {
        Source.Commit("feat: a", body: "Why.");
        var head = Source.Commit("fix: b");
        await Fetch();

        var range = (await Mirror.Changes(head, null, "", Stop)).Value!;

        Assert.Equal(["fix: b", "feat: a"], range.Commits.Select(commit => commit.Subject));
        Assert.Equal("2 commits of the whole history: the first release.", range.Sentence);
        Assert.Equal("Why.", range.Commits[1].Body);
        Assert.Equal("ada@example.org", range.Commits[0].Author.Mail);
        Assert.Equal(2026, range.Commits[0].When.Year);
    }

    [Fact]
    public async Task A_later_release_has_what_came_since_the_last_one()
    {
        var last = Source.Commit("feat: a");
        var head = Source.Commit("fix: b");
        await Fetch();

        var range = (await Mirror.Changes(head, last, "", Stop)).Value!;

        Assert.Equal("fix: b", Assert.Single(range.Commits).Subject);
        Assert.Equal($"1 commit since {last[..8]}.", range.Sentence);
    }

    [Fact]
    public async Task A_service_of_a_monorepo_has_its_folders_changes_only()
    {
        Source.Commit("feat: shop", "services/shop/a.txt");
        var head = Source.Commit("feat: mail", "services/mail/a.txt");
        await Fetch();

        var range = (await Mirror.Changes(head, null, "services/shop", Stop)).Value!;

        Assert.Equal("feat: shop", Assert.Single(range.Commits).Subject);
        Assert.Contains("in services/shop", range.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_last_release_on_another_line_is_said()
    {
        Source.Commit("feat: a");
        Source.Git("checkout", "--quiet", "-b", "old");
        var hotfix = Source.Commit("fix: hot");
        Source.Git("checkout", "--quiet", "main");
        var head = Source.Commit("feat: b");
        await Fetch();

        var range = (await Mirror.Changes(head, hotfix, "", Stop)).Value!;

        Assert.Equal("feat: b", Assert.Single(range.Commits).Subject);
        Assert.Contains("not part of this line of history", range.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output=/tmp/plimsoll-never")]
    [InlineData("HEAD")]
    [InlineData("0123456789012345678901234567890123456789")]
    public async Task A_commit_that_is_not_there_is_said(string commit)
    {
        var head = Source.Commit("feat: a");
        await Fetch();

        AssertRefused(await Mirror.Changes(commit, null, "", Stop), RefusalKind.NotFound, commit, "fetch again");
        AssertRefused(await Mirror.Changes(head, commit, "", Stop), RefusalKind.NotFound, commit);
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("a/../../b")]
    public async Task A_path_stays_inside_the_repository(string path) =>
        AssertRefused(await Mirror.Changes("0123456", null, path, Stop), RefusalKind.Invalid, path);

    [Fact]
    public async Task Versions_are_found_by_the_tag_pattern_newest_first()
    {
        var commit = Source.Commit("feat: a");
        foreach (var tag in (string[])["v1.9.0", "v1.10.0", "v1.10.0-rc.1", "shop/v9.0.0", "v2", "other"])
            Source.Git("tag", tag);
        await Fetch();

        var versions = (await Mirror.Versions("v{version}", Stop)).Value!;

        Assert.Equal(["1.10.0", "1.10.0-rc.1", "1.9.0"], versions.Select(each => each.Version.ToString()));
        Assert.All(versions, each => Assert.Equal(commit, each.Commit));
        Assert.Equal("shop/v9.0.0", Assert.Single((await Mirror.Versions("shop/v{version}", Stop)).Value!).Tag);
    }

    [Fact]
    public async Task A_mirror_never_fetched_has_no_versions_yet() =>
        AssertRefused(await Mirror.Versions("v{version}", Stop), RefusalKind.Blocked, "never fetched");

    [Theory]
    [InlineData("-x")]
    [InlineData("a..b")]
    [InlineData("HEAD~1")]
    [InlineData("main@{0}")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task A_name_that_is_an_expression_is_refused(string name)
    {
        Source.Commit("feat: a");
        await Fetch();

        AssertRefused(await Mirror.Resolve(name, "v{version}", Stop), RefusalKind.Invalid, "is not the name");
    }

    [Fact]
    public async Task A_commit_is_found_by_branch_and_by_the_beginning_of_its_hash()
    {
        var head = Source.Commit("feat: a");
        await Fetch();

        foreach (var name in (string[])["main", head, head[..8]])
            Assert.Equal(new ResolvedCommit(head, null), (await Mirror.Resolve(name, "v{version}", Stop)).Value);
    }
}
