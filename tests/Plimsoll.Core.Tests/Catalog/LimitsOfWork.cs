using Plimsoll.Core.Catalog;
using Plimsoll.Files.Catalog;
using static Plimsoll.Core.Tests.Catalog.ServiceFiles;

namespace Plimsoll.Core.Tests.Catalog;

public sealed class LimitsOfWork
{
    private const long KiB = 1024;

    private static string Staging(string keys) => SmallWith("name: staging", $"name: staging\n    {keys}");

    [Fact]
    public void An_environment_says_what_its_lines_may_use_and_how_long_they_may_be_silent()
    {
        var environment = OnlyService(Staging(
            "idle-timeout: 2m\n    limits: { memory: 2GiB, cpu-time: 30m, processes: 500, open-files: 1024, file-size: 10GiB }"))
            .Environments[0];

        Assert.Equal(TimeSpan.FromMinutes(2), environment.IdleTimeout);
        Assert.Equal(
            new WorkLimits(2 * KiB * KiB * KiB, TimeSpan.FromMinutes(30), 500, 1024, 10 * KiB * KiB * KiB), environment.Limits);
    }

    [Fact]
    public void Nothing_said_is_no_limit()
    {
        var environment = OnlyService(Small).Environments[0];

        Assert.Equal((WorkLimits.None, null), (environment.Limits, environment.IdleTimeout));
    }

    [Fact]
    public void Defaults_hold_for_environments_without_limits_of_their_own()
    {
        var service = OnlyService("defaults: { limits: { open-files: 64 } }\n" + Staging("limits: { processes: 7 }"));

        Assert.Equal(
            [(7, null), (null, 64)],
            service.Environments.Select(e => (e.Limits.Processes, e.Limits.OpenFiles)));
    }

    [Theory]
    [InlineData("limits: { memory: 2GB }", "plimsoll.yaml:5:23 error `memory` is `2GB`. Give a size such as 64KiB, 512MiB or 2GiB.")]
    [InlineData("limits: { memory: 8MiB }", "plimsoll.yaml:5:23 error `memory` is too small. The least is 16MiB.")]
    [InlineData("limits: { cpu-time: 5 }", "plimsoll.yaml:5:25 error `cpu-time` is `5`. Give a duration such as 30s, 5m or 1h30m.")]
    [InlineData("limits: { cpu-time: 5ms }", "plimsoll.yaml:5:25 error `cpu-time` is too small. The least is 1s.")]
    [InlineData("limits: { processes: 0 }", "plimsoll.yaml:5:26 error `processes` is `0`. Give a whole number from 1 to 4194304.")]
    [InlineData("limits: { open-files: 8 }", "plimsoll.yaml:5:27 error `open-files` is `8`. Give a whole number from 16 to 1048576.")]
    [InlineData("limits: { file-size: 0KiB }", "plimsoll.yaml:5:26 error `file-size` is too small. The least is 1KiB.")]
    [InlineData("limits: { openfiles: 64 }", "plimsoll.yaml:5:15 error `openfiles` is no key of limits. Did you mean `open-files`?")]
    [InlineData("idle-timeout: 10ms", "plimsoll.yaml:5:19 error `idle-timeout` is too small. The least is 1s.")]
    [InlineData(
        "idle-timeout: 10m",
        "plimsoll.yaml:5:19 warn Silent work is out of time before it was silent for long enough. "
        + "Make `timeout` longer than `idle-timeout`.")]
    public void What_cannot_be_a_limit_is_told_with_its_place(string keys, string problem) =>
        Assert.Equal(problem, OnlyProblem(Staging(keys)));

    [Theory]
    [InlineData("64KiB", 64 * KiB)]
    [InlineData("1536MiB", 1536 * KiB * KiB)]
    [InlineData("2GiB", 2 * KiB * KiB * KiB)]
    [InlineData("1TiB", KiB * KiB * KiB * KiB)]
    public void Sizes_are_read_and_written_with_units(string text, long bytes) =>
        Assert.Equal((bytes, text), (ByteSize.Parse(text), ByteSize.Write(bytes)));

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("2G")]
    [InlineData("2 GiB")]
    [InlineData("-2GiB")]
    [InlineData("2GiB\n")]
    [InlineData("2000000GiB")]
    public void Anything_else_is_no_size(string text) => Assert.Null(ByteSize.Parse(text));
}
