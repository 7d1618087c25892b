using System.Text.Json.Nodes;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Cli;

public sealed class PreviewingNotes : IDisposable
{
    private readonly TempRepository _source = new();
    private readonly Shell _shell = new();

    public void Dispose()
    {
        _source.Dispose();
        _shell.Dispose();
    }

    [Fact]
    public async Task A_range_is_told_in_the_reference_guides_template_without_a_server()
    {
        var coupons = Tagged();

        var said = await Preview("v1.0.0..v1.1.0 --path shop");

        Assert.Equal($"""
            ## Release name / number
            shop 1.1.0

            ## Date
            2026-01-05

            ## Summary

            ## Notable changes
            ### Breaking
            - cart: coupons (#7, {coupons[..8]}): Old baskets are emptied.

            And 1 change without effect for users.

            ## Migration steps (if any)
            - Old baskets are emptied.

            ## Known issues

            """, said.Out);
        Assert.Equal(0, said.Code);
        Assert.Equal($"""
            2 commits from v1.0.0 to v1.1.0.
            At least major: {coupons[..8]} feat(cart): coupons (#7)
            1.1.0 is a minor release: creating it is refused.
            Next: plimsoll release create SERVICE VERSION

            """, said.Err);
    }

    [Theory]
    [InlineData("v1.1.0", "v1.0.0", "v1.1.0", 3)]
    [InlineData("v1.0.0", "", "v1.0.0", 1)]
    [InlineData("v1.1.0..", "v1.1.0", "HEAD", 1)]
    [InlineData("..v1.0.0", "", "v1.0.0", 1)]
    [InlineData("main", "v1.1.0", "main", 1)]
    [InlineData("v1.1.0-rc.1", "v1.0.0", "v1.1.0-rc.1", 2)]
    [InlineData("nightly", "v1.1.0", "nightly", 1)]
    public async Task A_range_is_two_names_or_one(string range, string since, string to, int commits)
    {
        Tagged();
        _source.Commit("fix: later");
        if (range == "nightly") _source.Git("tag", "nightly");

        var json = JsonNode.Parse((await Preview($"{range} --json")).Out)!;

        Assert.Equal((since, to, commits), ((string?)json["since"], (string?)json["to"], (int?)json["commits"]));
    }

    [Fact]
    public async Task What_users_do_not_notice_is_told_when_asked()
    {
        Tagged();

        var said = await Preview("v1.1.0 --all --version 2.0.0");

        Assert.Contains("### Without effect for users\n- tidy (", said.Out, StringComparison.Ordinal);
        Assert.Contains(" 2.0.0\n", said.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("refused", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_guides_template_has_its_own_fields()
    {
        Tagged();
        _shell.File("guide.md", "# Guide\n\n## Release Notes Template\n- Version:\n- Changes:\n- Thanks:\n");

        var json = JsonNode.Parse((await Preview("v1.1.0 --json --guide guide.md")).Out)!;

        Assert.Equal(
            ["Version", "Changes", "Thanks"], json["fields"]!.AsArray().Select(field => (string?)field!["name"]));
    }

    [Theory]
    [InlineData("v1.0.0..v1.1.1", 1, "Did you mean v1.1.0?")]
    [InlineData("v1.1.0..v1.0.0", 2, "Do: plimsoll notes preview v1.0.0..v1.1.0")]
    [InlineData("v1.1.0..v1.1.0", 2, "no commits from v1.1.0 to v1.1.0.")]
    [InlineData("v1.0.0..v1.1.0 --path nowhere", 2, "in nowhere.")]
    [InlineData("v1.0.0...v1.1.0", 2, "is no range.")]
    [InlineData("v1.1.0 --path ../etc", 2, "is no folder inside the repository.")]
    public async Task What_is_no_range_is_refused_with_words(string words, int code, string told)
    {
        Tagged();

        var said = await Preview(words);

        Assert.Equal((code, ""), (said.Code, said.Out));
        Assert.Contains(told, said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_repository_is_said()
    {
        var said = await _shell.Type("notes preview v1.0.0");

        Assert.Equal(2, said.Code);
        Assert.Contains("is in no git repository", said.Err, StringComparison.Ordinal);
        Assert.Contains("Do: Name one with --repo DIR.", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shallow_clone_is_said()
    {
        Tagged();
        _source.Git("clone", "--quiet", "--depth", "1", $"file://{_source.Path}", $"{_shell.Folder}/copy");

        var said = await _shell.Type("notes preview ..HEAD --repo copy");

        Assert.Equal(0, said.Code);
        Assert.Contains("This clone is shallow", said.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_persons_own_settings_of_git_change_nothing()
    {
        Tagged();
        var before = await Preview("v1.1.0");
        foreach (var (key, value) in ((string, string)[])[
            ("log.showSignature", "true"), ("color.ui", "always"), ("format.pretty", "oneline"),
            ("log.decorate", "full"), ("log.follow", "true"), ("i18n.logOutputEncoding", "latin1")])
            _source.Git("config", key, value);

        Assert.Equal(before, await Preview("v1.1.0"));
    }

    private Task<Said> Preview(string words) => _shell.Type($"notes preview {words} --repo {_source.Path}");

    /// <summary>1.0.0 and 1.1.0, with a pre-release between them; answers the commit that breaks.</summary>
    private string Tagged()
    {
        _source.Commit("feat: sell", "shop/a.txt");
        _source.Git("tag", "v1.0.0");
        var coupons = _source.Commit(
            "feat(cart): coupons (#7)", "shop/a.txt", "BREAKING CHANGE: Old baskets are emptied.");
        _source.Commit("chore: tidy", "shop/b.txt");
        _source.Git("tag", "v1.1.0-rc.1");
        _source.Commit("fix: mails", "mail/a.txt");
        _source.Git("tag", "v1.1.0");
        return coupons;
    }
}
