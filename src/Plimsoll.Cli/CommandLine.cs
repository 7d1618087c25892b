using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Plimsoll.Cli.Nouns;

namespace Plimsoll.Cli;

/// <summary>The whole of <c>plimsoll</c>: parses, runs, answers an exit code.</summary>
internal static class CommandLine
{
    private const int HelpWidth = 120;

    // `--comment @ada` is a comment, not a file to read arguments from.
    private static readonly ParserConfiguration _parser = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> Run(string[] words, Terminal terminal, CancellationToken stop)
    {
        var root = Root();
        var parse = root.Parse(words.Length == 0 ? ["--help"] : words, _parser);
        if (parse.Action is not ParseErrorAction wrong) return await parse.InvokeAsync(terminal, stop);
        var command = parse.CommandResult.Command;
        wrong.ShowHelp = command.Subcommands.Count > 0 && parse.UnmatchedTokens.Count == 0;
        // Data goes to standard output, and this is none.
        await parse.InvokeAsync(new InvocationConfiguration { Output = terminal.Error, Error = terminal.Error }, stop);
        await terminal.Error.WriteLineAsync($"See: {NameOf(command)} --help");
        return ExitCodes.Usage;
    }

    public static RootCommand Root()
    {
        var root = new RootCommand("Plimsoll: releases and deployments by your own guide.")
        {
            HelpName = "plimsoll",
        };
        foreach (var option in Takes.Globals) root.Add(option);
        foreach (var noun in Nouns()) root.Add(noun);
        foreach (var help in root.Options.OfType<HelpOption>())
            if (help.Action is HelpAction action) action.MaxWidth = HelpWidth;
        return root;
    }

    public static string NameOf(Command command) => string.Join(' ', Path(command).Reverse());

    private static IEnumerable<string> Path(Command command)
    {
        for (var at = command; at is not RootCommand; at = at.Parents.OfType<Command>().First()) yield return at.Name;
        yield return "plimsoll";
    }

    private static IEnumerable<Command> Nouns() =>
    [
        InitCommand.It(), GuideNoun.All(), ServiceNoun.All(), ReleaseNoun.All(), EvidenceNoun.All(),
        DeploymentNoun.All(), TargetNoun.All(), CalendarNoun.All(), IncidentNoun.All(), OnCallNoun.All(), NotesNoun.All(),
        OutboxNoun.All(),
        SecretNoun.All(), JournalNoun.All(), SchemaCommand.It(), OpenCommand.It(), .. SignInCommands.All(),
        .. PeopleNoun.All(), ProviderNoun.All(), TokenNoun.All(), ServerNoun.All(), DoctorCommand.It(),
    ];
}
