using Plimsoll.Server.Hosting;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>What was typed wrongly starts no server, and is named.</summary>
public sealed partial class FlagsOfTheServer
{
    [Theory]
    [InlineData("--database", "--database needs a value after it, so the server was not started")]
    [InlineData("--port 7440 --data", "--data needs a value after it, so the server was not started")]
    [InlineData("--databse x", "--databse is no flag of the server")]
    [InlineData("--port 7440 --verbose", "--verbose is no flag of the server")]
    public void A_flag_without_its_value_is_told_from_one_that_is_not_known(string typed, string said) =>
        Assert.StartsWith(said, Assert.Throws<SettingsInvalid>(() => ServerSettings.Read(typed.Split(' '), _ => null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Help_names_every_flag_with_its_variable_and_none_that_is_not_there()
    {
        var taken = Words().Matches(Assert.Throws<SettingsInvalid>(() => ServerSettings.Read(["--no-such"], _ => null)).Message)
            .Select(m => m.Value).Where(flag => flag is not ("--no-such" or "--help"));
        var told = Words().Matches(ServerHelp.Text).Select(m => m.Value).Distinct()
            .Where(flag => flag is not ("--help" or "--version")).ToList();

        Assert.Equal(taken.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.All(told, flag => Assert.Contains(
            $"PLIMSOLL_{flag[2..].Replace('-', '_').ToUpperInvariant()}", ServerHelp.Text, StringComparison.Ordinal));
        Assert.Same(ServerHelp.Text, ServerHelp.Of(["--data", "x", "--help"]));
        Assert.Equal(Plimsoll.Server.Journal.Edition.This.Version, ServerHelp.Of(["--version"]));
        Assert.Null(ServerHelp.Of(["--data", "x"]));
    }

    [System.Text.RegularExpressions.GeneratedRegex("--[a-z-]+")]
    private static partial System.Text.RegularExpressions.Regex Words();
}
