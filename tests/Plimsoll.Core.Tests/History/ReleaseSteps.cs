using Plimsoll.Files.History;

namespace Plimsoll.Core.Tests.History;

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
    [InlineData("1.1.9", "1.1.10", ChangeSize.Patch)]
    [InlineData("1.1.9", "1.2.0", ChangeSize.Minor)]
    [InlineData("1.1.9", "2.0.0", ChangeSize.Major)]
    [InlineData("1.2.0-rc.1", "1.2.0-rc.2", ChangeSize.Minor)]
    [InlineData("1.2.0-rc.1", "1.2.0", ChangeSize.Minor)]
    [InlineData("2.0.0-rc.1", "2.0.0", ChangeSize.Major)]
    [InlineData("1.1.9", "1.1.10-rc.1", ChangeSize.Patch)]
    public void The_numbers_say_how_large_a_release_is(string previous, string next, ChangeSize size)
    {
        var step = ReleaseStep.Read(previous, next);

        Assert.Equal(new ReleaseStep(size, HasLeastType: true, Note: null, Problem: null), step);
    }

    [Theory]
    [InlineData("1.1.0", "1.1.0")]
    [InlineData("1.1.0", "1.1.0+build.7")]
    [InlineData("1.1.0", "1.0.9")]
    [InlineData("1.1.0", "1.1.0-rc.1")]
    public void A_release_comes_after_the_last_one(string previous, string next) => Assert.Equal(
        $"{next} does not come after 1.1.0; what comes next is 1.1.1, 1.2.0, 2.0.0.",
        ReleaseStep.Read(previous, next).Problem);

    [Fact]
    public void A_jump_is_noted_but_possible()
    {
        var step = ReleaseStep.Read("1.1.0", "1.3.0");

        Assert.Equal((ChangeSize.Minor, "1.3.0 follows 1.1.0; usual are 1.1.1, 1.2.0, 2.0.0."), (step.Size, step.Note));
        Assert.Null(step.Problem);
    }

    [Theory]
    [InlineData(null, "1.0.0")]
    [InlineData("0.3.0", "0.3.1")]
    public void The_first_release_and_those_before_one_have_no_least_type(string? previous, string next)
    {
        var step = ReleaseStep.Read(previous, next);

        Assert.False(step.HasLeastType);
        Assert.Null(step.RefusalFor(Breaking, next));
    }

    [Theory]
    [InlineData("1.0.1", "1.0.1 is a patch release and the changes are larger. At least major: 01234567 feat!: x")]
    [InlineData("1.1.0", "1.1.0 is a minor release and the changes are larger. At least major: 01234567 feat!: x")]
    [InlineData("2.0.0", null)]
    public void A_release_smaller_than_its_changes_is_refused(string next, string? refusal) =>
        Assert.Equal(refusal, ReleaseStep.Read("1.0.0", next).RefusalFor(Breaking, next));

    private static LeastType Breaking => LeastType.Of([SomeCommit.Saying("feat!: x")]);
}
