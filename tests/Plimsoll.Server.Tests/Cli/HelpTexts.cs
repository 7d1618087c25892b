using System.CommandLine;
using System.Text;
using Plimsoll.Cli;

namespace Plimsoll.Server.Tests.Cli;

public sealed class HelpTexts
{
    /// <summary>Set PLIMSOLL_APPROVE=1 to write the file anew after a change of the words.</summary>
    [Fact]
    public async Task Every_command_explains_itself_in_the_approved_words()
    {
        var help = new StringBuilder();
        foreach (var command in All(CommandLine.Root())) help.Append(await Help(command));

        if (Environment.GetEnvironmentVariable("PLIMSOLL_APPROVE") == "1")
            File.WriteAllText(House.Approved, help.ToString());
        Assert.Equal(File.ReadAllText(House.Approved), help.ToString());
    }

    [Fact]
    public void Every_command_argument_and_option_has_a_sentence()
    {
        foreach (var command in All(CommandLine.Root()))
            Assert.All<Symbol>(
                [command, .. command.Arguments, .. command.Options], symbol => Assert.False(
                    string.IsNullOrWhiteSpace(symbol.Description), $"{CommandLine.NameOf(command)} {symbol.Name}"));
    }

    [Fact]
    public void Verbs_begin_and_names_are_written_one_way()
    {
        Assert.All(All(CommandLine.Root()).Skip(1), c => Assert.Matches("^[a-z]+(-[a-z]+)*$", c.Name));
        Assert.All(All(CommandLine.Root()).SelectMany(c => c.Arguments), a => Assert.Matches("^[A-Z]+$", a.Name));
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    // What every command takes is told once, by the program itself.
    private static async Task<string> Help(Command command)
    {
        using var shell = new Shell();
        var said = await shell.Run([.. CommandLine.NameOf(command).Split(' ')[1..], "--help"]);
        Assert.Equal((0, ""), (said.Code, said.Err));
        var globals = command is RootCommand ? [] : Takes.Globals.Select(g => g.Name).Append("-?, -h, --help");
        var lines = said.Out.ReplaceLineEndings("\n").Split('\n')
            .Where(line => !globals.Any(g => line.TrimStart().StartsWith(g, StringComparison.Ordinal)));
        return $"===== {CommandLine.NameOf(command)}\n{string.Join('\n', lines).TrimEnd()}\n\n"
            .Replace("\n\nOptions:\n\n", "\n\n", StringComparison.Ordinal);
    }
}
