using Plimsoll.Core.Releases;

namespace Plimsoll.Core.Tests.Releases;

public sealed class ReleaseSteps
{
    [Theory]
    [InlineData("1.2", "1.2 is not a version: write three numbers such as 1.2.0.")]
    [InlineData("7", "7 is not a version: write three numbers such as 7.0.0.")]
    [InlineData("v1.2", "v1.2 is not a version: write three numbers such as 1.2.0.")]
    [InlineData("v1.2.3", "v1.2.3 is not a version: write it without the v, 1.2.3.")]
    [InlineData("1.02.3", "1.02.3 is not a version: a number does not start with 0.")]
    [InlineData("", "Nothing is not a version: write three numbers such as 1.2.0.")]
    [InlineData("latest", "latest is not a version: write three numbers such as 1.2.0.")]
    [InlineData("--all", "--all is not a version: write three numbers such as 1.2.0.")]
    [InlineData("1.2.3.4", "1.2.3.4 is not a version: write three numbers such as 1.2.0.")]
    public void What_is_no_version_is_refused_with_words(string text, string words)
    {
        Assert.Equal((null, words), VersionText.Read(text));
        Assert.Equal(words, ReleaseStep.Read("1.0.0", text).Problem);
    }

    [Theory]
    [InlineData("1.1.9", "1.1.10", ReleaseType.Patch)]
    [InlineData("1.1.9", "1.2.0", ReleaseType.Minor)]
    [InlineData("1.1.9", "2.0.0", ReleaseType.Major)]
    [InlineData("1.2.0-rc.1", "1.2.0-rc.2", ReleaseType.Minor)]
    [InlineData("1.2.0-rc.1", "1.2.0", ReleaseType.Minor)]
    [InlineData("2.0.0-rc.1", "2.0.0", ReleaseType.Major)]
    [InlineData("1.1.9", "1.1.10-rc.1", ReleaseType.Patch)]
    public void The_numbers_say_how_large_a_release_is(string previous, string next, ReleaseType type)
    {
        var step = ReleaseStep.Read(previous, next);

        Assert.Equal(new ReleaseStep(type, HasLeastType: true, Note: null, Problem: null), step);
    }

    [Theory]
    [InlineData("1.1.0", "1.1.0")]
    [InlineData("1.1.0", "1.1.0+build.7")]
    [InlineData("1.1.0", "1.0.9")]
    [InlineData("1.1.0", "1.1.0-rc.1")]
    public void A_release_comes_after_the_last_one(string previous, string next) => Assert.Equal(
        $"{next} does not come after 1.1.0, the last release; what comes next is 1.1.1, 1.2.0, 2.0.0.",
        ReleaseStep.Read(previous, next).Problem);

    [Fact]
    public void A_jump_is_noted_but_possible()
    {
        var step = ReleaseStep.Read("1.1.0", "1.3.0");

        Assert.Equal((ReleaseType.Minor, "1.3.0 follows 1.1.0; usual are 1.1.1, 1.2.0, 2.0.0."), (step.Type, step.Note));
        Assert.Null(step.Problem);
    }

    [Theory]
    [InlineData("1.2.1", "1.2.0", "1.1.9", "1.2.0-rc.1", "1.2.0-rc.2", "1.2.0", "2.0.0")]
    [InlineData("1.2.0", "1.2.0-rc.10", "1.2.0-rc.10", "1.2.0-rc.9", "1.1.0")]
    [InlineData("1.0.0", "", "1.0.0", "2025-11")]
    public void The_last_one_is_the_newest_before_it_and_a_release_is_newer_than_its_pre_releases(
        string version, string last, params string[] released)
    {
        Assert.Equal(last, ReleaseStep.LastBefore(version, released));
        Assert.Equal(last, ReleaseStep.LastBefore(version, released.Reverse()));
    }

    [Theory]
    [InlineData("", "1.0.0", null)]
    [InlineData("2025-11", "1.0.0", null)]
    [InlineData("0.3.0", "0.3.1", ReleaseType.Patch)]
    public void The_first_release_and_those_before_one_have_no_least_type(
        string previous, string next, ReleaseType? type) =>
        Assert.Equal(new ReleaseStep(type, false, null, null), ReleaseStep.Read(previous, next));
}
