using Plimsoll.Files.History;

namespace Plimsoll.Core.Tests.History;

public sealed class TagPatterns
{
    [Theory]
    [InlineData("v{version}", "v1.10.0", "1.10.0")]
    [InlineData("{version}", "1.0.0-rc.1", "1.0.0-rc.1")]
    [InlineData("shop/{version}-web", "shop/2.0.0-web", "2.0.0")]
    [InlineData("v{version}", "1.0.0", null)]
    [InlineData("v{version}", "v1.0", null)]
    [InlineData("v{version}", "v", null)]
    [InlineData("shop/v{version}", "v1.0.0", null)]
    public void A_tag_stands_for_a_version(string pattern, string tag, string? version)
    {
        var read = TagPattern.Read(pattern).Pattern!;

        Assert.Equal(version, read.VersionOf(tag)?.ToString());
        Assert.True(version is null || read.TagOf(version) == tag);
    }

    [Theory]
    [InlineData("v1", "must hold {version} once")]
    [InlineData("{version}{version}", "must hold {version} once")]
    [InlineData("-{version}", "does not allow")]
    [InlineData("v {version}", "does not allow")]
    [InlineData("v*{version}", "does not allow")]
    public void A_pattern_git_could_not_use_is_refused(string pattern, string words) =>
        Assert.Contains(words, TagPattern.Read(pattern).Problem!, StringComparison.Ordinal);
}
