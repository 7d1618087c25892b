using Plimsoll.Files.Catalog;

namespace Plimsoll.Core.Tests.Catalog;

public sealed class Durations
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("1h30m", 5400)]
    [InlineData("1d2h3m4s5ms", 93784.005)]
    public void People_write_them_with_units(string text, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));
        Assert.Equal(text, Duration.Write(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("0s")]
    [InlineData("-5s")]
    [InlineData("5 m")]
    [InlineData("5M")]
    [InlineData("30m1h")]
    [InlineData("1.5h")]
    [InlineData("367d")]
    [InlineData("9999999s")]
    [InlineData("30s\n")]
    [InlineData("٣s")]
    public void Everything_else_is_no_duration(string text) => Assert.Null(Duration.Parse(text));
}
