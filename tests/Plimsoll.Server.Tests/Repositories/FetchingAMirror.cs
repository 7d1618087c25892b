using Plimsoll.Core.Kernel;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Tests.Repositories;

public sealed class FetchingAMirror : MirrorTest
{
    [Fact]
    public async Task A_mirror_knows_its_age()
    {
        Source.Commit("fix: a");
        Assert.Equal("never fetched", Mirror.Age);

        var update = await Fetch();
        Clock.Advance(TimeSpan.FromMinutes(7));

        Assert.Equal("fetched 7 minutes ago", Mirror.Age);
        using var restarted = new Mirrors(DataFolder, Clock);
        Assert.Equal(update.FetchedAt, restarted.Of("shop", Source.Path).Value!.FetchedAt);
        Assert.Null(restarted.Of("shop", "/another/repository").Value!.FetchedAt);
    }

    [Fact]
    public async Task What_is_new_arrives_with_the_next_fetch()
    {
        Source.Commit("fix: a");
        await Fetch();
        var second = Source.Commit("fix: b");
        Source.Git("tag", "v1.0.0");

        AssertRefused(await Resolve("1.0.0"), RefusalKind.NotFound, "no tag v1.0.0", "just now", "Push the tag");
        await Fetch();

        Assert.Equal(new(second, "v1.0.0"), (await Resolve("1.0.0")).Value);
    }

    [Fact]
    public async Task A_branch_that_is_gone_goes_but_its_commits_stay()
    {
        Source.Commit("fix: a");
        Source.Git("checkout", "--quiet", "-b", "side");
        var side = Source.Commit("feat: side");
        await Fetch();
        Source.Git("checkout", "--quiet", "main");
        Source.Git("branch", "-D", "side");
        await Fetch();

        AssertRefused(await Resolve("side"), RefusalKind.NotFound, "no tag, branch or commit side");
        Assert.Equal(side, (await Resolve(side)).Value?.Hash);
    }

    [Fact]
    public async Task A_tag_pushed_by_force_is_told_and_refused()
    {
        var first = Source.Commit("fix: a");
        Source.Git("tag", "v1.0.0");
        await Fetch();
        var second = Source.Commit("fix: b");
        Source.Git("tag", "--force", "--annotate", "--message", "again", "v1.0.0");

        var update = await Fetch();

        Assert.Equal(new("v1.0.0", first, second), Assert.Single(update.MovedTags));
        AssertRefused(await Resolve("1.0.0"), RefusalKind.Blocked,
            $"named commit {first[..8]}", $"names {second[..8]} now", "somebody moved it");
        Assert.Single((await Fetch()).MovedTags);
    }

    [Fact]
    public async Task A_tag_deleted_and_made_again_elsewhere_is_noticed_too()
    {
        Source.Commit("fix: a");
        Source.Git("tag", "v1.0.0");
        await Fetch();
        Source.Git("tag", "--delete", "v1.0.0");
        await Fetch();
        AssertRefused(await Resolve("1.0.0"), RefusalKind.NotFound, "no tag v1.0.0");
        Source.Commit("fix: b");
        Source.Git("tag", "v1.0.0");

        Assert.Single((await Fetch()).MovedTags);
    }

    [Fact]
    public async Task A_shallow_source_is_refused_with_words()
    {
        Source.Commit("fix: a");
        Source.Commit("fix: b");
        using var folder = new TempFolder();
        Source.Git("clone", "--quiet", "--depth=1", "file://" + Source.Path, folder.At("shallow"));

        var answer = await MirrorOf(folder.At("shallow")).Update(Stop);

        AssertRefused(answer, RefusalKind.Blocked, "shallow clone", "git fetch --unshallow");
    }

    [Fact]
    public async Task A_folder_without_a_repository_is_refused_with_words()
    {
        using var folder = new TempFolder();

        AssertRefused(await MirrorOf(folder.Path).Update(Stop), RefusalKind.Blocked, folder.Path, "no git repository");
        Assert.Null(MirrorOf(folder.Path).FetchedAt);
    }

    [Fact]
    public async Task A_lock_of_a_killed_git_is_removed_when_it_is_old()
    {
        Source.Commit("fix: a");
        await Fetch();
        Source.Commit("fix: b");
        var left = Path.Combine(DataFolder, "mirrors", "shop.git", "refs", "heads", "main.lock");
        await File.WriteAllTextAsync(left, "", Stop);
        File.SetLastWriteTimeUtc(left, Clock.GetUtcNow().UtcDateTime);

        AssertRefused(await Mirror.Update(Stop), RefusalKind.Blocked, "another git works on the mirror");
        Clock.Advance(TimeSpan.FromMinutes(11));

        await Fetch();
    }

    [Fact]
    public async Task Two_fetches_at_once_both_succeed()
    {
        Source.Commit("fix: a");

        Assert.All(await Task.WhenAll(Mirror.Update(Stop), Mirror.Update(Stop)), answer => Assert.True(answer.Good));
    }

    private Task<Found<ResolvedCommit>> Resolve(string name) => Mirror.Resolve(name, "v{version}", Stop);
}
