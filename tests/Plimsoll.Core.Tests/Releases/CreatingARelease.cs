using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Deployments;

namespace Plimsoll.Core.Tests.Releases;

public sealed class CreatingARelease
{
    [Theory]
    [InlineData("1.0.0", "1.0.1", ReleaseType.Patch)]
    [InlineData("1.0.0", "1.1.0", ReleaseType.Minor)]
    [InlineData("1.0.0", "2.0.0", ReleaseType.Major)]
    [InlineData("0.3.0", "0.4.0", ReleaseType.Minor)]
    [InlineData("1.2.0-rc.1", "1.2.0", ReleaseType.Minor)]
    public void The_step_of_the_version_is_its_type(string since, string version, ReleaseType type) =>
        Assert.Equal([new ReleaseCreated("shop", version, type, since, "issue 7")], Created(since, version, type));

    [Theory]
    [InlineData("1.0.0", "1.1.0", ReleaseType.Patch, "minor step")]
    [InlineData("1.0.0", "1.0.1", ReleaseType.Major, "patch step")]
    [InlineData("0.3.0", "0.4.0", ReleaseType.Patch, "minor step")]
    [InlineData("1.2.0", "1.1.0", ReleaseType.Minor, "does not come after")]
    [InlineData("0.2.0", "0.2.0", ReleaseType.Patch, "does not come after")]
    [InlineData("1.0.0", "1.2", ReleaseType.Minor, "write three numbers")]
    [InlineData("", "v1.2.0", ReleaseType.Minor, "write it without the v, 1.2.0")]
    public void Any_other_step_is_refused(string since, string version, ReleaseType type, string why) =>
        Assert.Contains(why, Refused(since, version, type).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_version_smaller_than_its_changes_is_refused() =>
        Assert.Contains("at least a minor", Refused("1.0.0", "1.0.1", ReleaseType.Patch, ReleaseType.Minor).Reason,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("", "1.0.0", ReleaseType.Minor)]
    [InlineData("0.1.0", "0.1.1", ReleaseType.Patch)]
    [InlineData("2025-11", "1.0.0", ReleaseType.Minor)]
    public void The_first_release_and_0_y_z_have_no_least_type(string since, string version, ReleaseType type) =>
        Assert.Single(Created(since, version, type, ReleaseType.Major));

    [Theory]
    [InlineData("1.0.0", "1.0.1")]
    [InlineData("0.1.0", "0.1.1")]
    public void A_patch_names_what_it_fixes(string since, string version) =>
        Assert.Contains("names the incident or issue", Refused(since, version, ReleaseType.Patch, fixes: " ").Reason,
            StringComparison.Ordinal);

    [Fact]
    public void A_later_candidate_whose_changes_need_a_larger_release_is_not_sealed()
    {
        var scene = SomeRelease.Sealed();
        var grown = new SealCandidate("commit-2", "shop.tar", "digest-2", "usual", ["dan"], []) { LeastType = ReleaseType.Major };
        Assert.Equal("The changes since 1.0.0 need at least a major release; 1.1.0 is a minor.",
            scene.Refused(SomeRelease.Stream, grown, "dan").Reason);
        Assert.Single(scene.Events(SomeRelease.Stream, grown with { LeastType = ReleaseType.Minor }, "dan"));
    }

    [Fact]
    public void A_release_is_created_once()
    {
        var refusal = SomeRelease.Draft().Refused(SomeRelease.Stream, new CreateRelease("shop", "1.1.0", ReleaseType.Minor, "", null, ""));
        Assert.Equal(RefusalKind.Conflict, refusal.Kind);
    }

    [Fact]
    public void An_unknown_service_has_no_releases() => Assert.Equal(RefusalKind.NotFound, new Kernel.Scene().Refused(
        Release.StreamOf("none", "1.0.0"), new CreateRelease("none", "1.0.0", ReleaseType.Minor, "", null, "")).Kind);

    private static IReadOnlyList<Event> Created(string since, string version, ReleaseType type, ReleaseType? least = null) =>
        SomeRelease.NoneYet().Events(Release.StreamOf(SomeService.Name, version),
            new CreateRelease(SomeService.Name, version, type, since, least, "issue 7"));

    private static Refusal Refused(
        string since, string version, ReleaseType type, ReleaseType? least = null, string fixes = "issue 7") =>
        SomeRelease.NoneYet().Refused(Release.StreamOf(SomeService.Name, version),
            new CreateRelease(SomeService.Name, version, type, since, least, fixes));
}
