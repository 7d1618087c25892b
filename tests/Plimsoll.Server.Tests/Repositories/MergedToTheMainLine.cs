using Plimsoll.Core.Kernel;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Tests.Repositories;

public sealed class MergedToTheMainLine : MirrorTest
{
    [Fact]
    public async Task A_commit_of_the_main_line_is_merged()
    {
        var commit = Source.Commit("feat: a");
        Source.Commit("feat: b");
        await Fetch();

        var answer = (await Mirror.IsMerged(commit, "main", Stop)).Value;

        Assert.Equal(new MergedAnswer(true, null, $"{commit[..8]} is on main."), answer);
    }

    [Fact]
    public async Task A_commit_of_another_branch_is_not()
    {
        Source.Commit("feat: a");
        Source.Git("checkout", "--quiet", "-b", "side");
        var side = Source.Commit("feat: side");
        await Fetch();

        var answer = (await Mirror.IsMerged(side, "main", Stop)).Value!;

        Assert.False(answer.Merged);
        Assert.Contains("Merge it", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_squashed_branch_is_not_but_the_commit_to_release_is_named()
    {
        Source.Commit("feat: a");
        Source.Git("checkout", "--quiet", "-b", "side");
        Source.Commit("wip", "b.txt");
        var side = Source.Commit("wip", "c.txt");
        Source.Git("checkout", "--quiet", "main");
        Source.Git("merge", "--quiet", "--squash", "side");
        Source.Git("commit", "--quiet", "--message", "feat: squashed");
        var squashed = Source.Head;
        Source.Commit("feat: later");
        await Fetch();

        var answer = (await Mirror.IsMerged(side, "main", Stop)).Value!;

        Assert.Equal((false, squashed), (answer.Merged, answer.SameContent));
        Assert.Contains($"{squashed[..8]} there has the same files", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_main_line_that_does_not_exist_is_said()
    {
        var commit = Source.Commit("feat: a");
        await Fetch();

        AssertRefused(await Mirror.IsMerged(commit, "trunk", Stop), RefusalKind.NotFound, "no branch trunk");
    }

    [Fact]
    public async Task A_checkout_has_the_commits_files_and_nothing_else()
    {
        var first = Source.Commit("feat: a", "a.txt");
        Source.Commit("feat: b", "b.txt");
        await Fetch();
        using var folder = new TempFolder();

        var answer = await Mirror.Checkout(first, folder.At("work"), Stop);

        Assert.Equal(new CheckedOut(first, folder.At("work"), null), answer.Value);
        Assert.Equal(["a.txt"], Directory.GetFiles(folder.At("work")).Select(Path.GetFileName));
        AssertRefused(await Mirror.Checkout("1234567", folder.At("other"), Stop), RefusalKind.NotFound, "1234567");
    }
}
