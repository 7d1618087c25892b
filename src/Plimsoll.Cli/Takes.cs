using System.CommandLine;

namespace Plimsoll.Cli;

/// <summary>What commands take, worded the same everywhere. New each time: a symbol remembers its parents.</summary>
internal static class Takes
{
    public static Symbol[] Release =>
        [Argument("SERVICE", "Name of the service"), Argument("VERSION", "Version of the release, such as 1.2.0")];

    public static Symbol[] Lane =>
    [
        Argument("SERVICE", "Name of the service"),
        Argument("ENVIRONMENT", "Name of the environment, such as production"),
    ];

    public static Symbol Incident => Argument("ID", "The incident, such as 7 or INC-7");

    /// <summary>A text typed on the line, or kept in a file.</summary>
    public static Symbol[] TextOrFile(string what) =>
    [
        Text("--text", "TEXT", what), Text("--file", "FILE", "The same from a file; - reads standard input"),
    ];

    public static Symbol Note(string what) => Needed("--note", "TEXT", what);

    public static Symbol Reason => Needed("--reason", "TEXT", "Why; it stays with the record");

    public static Symbol Argument(string name, string what) => new Argument<string>(name) { Description = what };

    public static Symbol Optional(string name, string what) =>
        new Argument<string>(name) { Description = what, Arity = ArgumentArity.ZeroOrOne };

    public static Symbol Number(string name, string what) => new Argument<int>(name) { Description = what };

    public static Symbol Text(string name, string value, string what) =>
        new Option<string>(name) { HelpName = value, Description = what };

    public static Symbol Needed(string name, string value, string what) =>
        new Option<string>(name) { HelpName = value, Description = what, Required = true };

    public static Symbol OneOf(string name, string what, params string[] words)
    {
        var option = new Option<string>(name) { HelpName = string.Join('|', words), Description = what };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    public static Symbol Choice(string name, string what, params string[] words)
    {
        var argument = new Argument<string>(name) { Description = $"{what}: {string.Join(", ", words)}" };
        argument.AcceptOnlyFromAmong(words);
        return argument;
    }

    /// <summary>All words that are left, usually after <c>--</c>.</summary>
    public static Symbol Rest(string name, string what) =>
        new Argument<string[]>(name) { Description = what, Arity = ArgumentArity.ZeroOrMore };

    public static Symbol Several(string name, string what) =>
        new Argument<string[]>(name) { Description = what, Arity = ArgumentArity.OneOrMore };

    public static Symbol Count(string name, string value, string what) =>
        new Option<int>(name) { HelpName = value, Description = what };

    public static Symbol Flag(string name, string what) => new Option<bool>(name) { Description = what };

    /// <summary>What every command takes.</summary>
    public static IEnumerable<Option> Globals =>
    [
        Global(new Option<bool>("--json") { Description = "Print JSON for programs instead of text" }),
        Global(new Option<string>("--as") { HelpName = "NAME", Description =
            "Who you are where no accounts exist: claimed, not proven [default: $PLIMSOLL_AS or $USER]" }),
        Global(new Option<string>("--break-glass") { HelpName = "REASON", Description =
            "Use the node's own token although accounts exist; it is recorded, shown and reviewed" }),
        Global(new Option<string>("--server") { HelpName = "URL", Description =
            "Address of the server [default: $PLIMSOLL_SERVER, else the one that runs here]" }),
        Global(new Option<string>("--token-file") { HelpName = "FILE", Description =
            "File with a token [default: $PLIMSOLL_TOKEN_FILE, signin's, the address']" }),
        Global(new Option<string>("--ca-file") { HelpName = "FILE", Description =
            "Certificates trusted beside the system's, as PEM [default: $PLIMSOLL_CA_FILE]" }),
        Global(new Option<bool>("--no-input") { Description = "Never ask; fail and say what to type instead" }),
        Global(new Option<bool>("--no-color") { Description = "No colours, as with $NO_COLOR" }),
    ];

    private static Option Global(Option option)
    {
        option.Recursive = true;
        return option;
    }
}
