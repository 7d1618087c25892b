using Plimsoll.Server.Hosting;

namespace Plimsoll.Server.Tests.Outside;

/// <summary>What was typed wrongly starts no server, and is named.</summary>
public sealed class FlagsOfTheServer
{
    [Theory]
    [InlineData("--database", "--database needs a value after it, so the server was not started")]
    [InlineData("--port 7440 --data", "--data needs a value after it, so the server was not started")]
    [InlineData("--databse x", "--databse is no flag of the server")]
    [InlineData("--port 7440 --verbose", "--verbose is no flag of the server")]
    public void A_flag_without_its_value_is_told_from_one_that_is_not_known(string typed, string said) =>
        Assert.StartsWith(said, Assert.Throws<SettingsInvalid>(() => ServerSettings.Read(typed.Split(' '), _ => null)).Message, StringComparison.Ordinal);
}
