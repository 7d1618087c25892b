using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Plimsoll.Cli;

/// <summary>The person's own file, <c>$XDG_CONFIG_HOME/plimsoll/cli.yaml</c>: server, tokenFile, data, caFile.</summary>
internal sealed record UserSettings(string File, string Server, string TokenFile, string Data, string CaFile)
{
    private static readonly string[] _keys = ["server", "tokenFile", "data", "caFile"];

    public static UserSettings Read(Terminal terminal)
    {
        var file = Path.Combine(Folder(terminal), "cli.yaml");
        if (!System.IO.File.Exists(file)) return new UserSettings(file, "", "", "", "");
        var values = Values(file);
        if (values.Keys.FirstOrDefault(k => !_keys.Contains(k)) is { } unknown)
            throw Failure.Usage($"{file} has an unknown key: {unknown}.", fix: $"It knows {string.Join(", ", _keys)}.");
        string Of(string key) => values.GetValueOrDefault(key) ?? "";
        return new UserSettings(file, Of("server"), Of("tokenFile"), Of("data"), Of("caFile"));
    }

    /// <summary>The person's own folder for Plimsoll.</summary>
    public static string Folder(Terminal terminal) =>
        Path.Combine(Home(terminal, "XDG_CONFIG_HOME", ".config"), "plimsoll");

    /// <summary>Where a server keeps its data unless told otherwise.</summary>
    public static string DefaultData(Terminal terminal) =>
        Path.Combine(Home(terminal, "XDG_DATA_HOME", ".local/share"), "plimsoll");

    private static string Home(Terminal terminal, string variable, string inHome) =>
        terminal.Variable(variable) is not "" and var folder ? folder : Path.Combine(terminal.Variable("HOME"), inHome);

    private static Dictionary<string, string> Values(string file)
    {
        try
        {
            return Pairs(new Parser(new StringReader(System.IO.File.ReadAllText(file))));
        }
        catch (YamlException problem)
        {
            var place = $"{file}:{problem.Start.Line}:{problem.Start.Column}";
            throw Failure.Usage($"{place}: this is not a list of keys and values.",
                problem.Message, "Write one `key: value` a line.");
        }
    }

    private static Dictionary<string, string> Pairs(Parser parser)
    {
        var values = new Dictionary<string, string>();
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _)) return values;
        if (parser.Accept<Scalar>(out var nothing) && Text(nothing) == "") return values;
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>().Value;
            values[key] = Text(parser.Consume<Scalar>());
        }

        return values;
    }

    private static string Text(Scalar value) =>
        value.Style == ScalarStyle.Plain && value.Value is "~" or "null" or "Null" or "NULL" ? "" : value.Value;
}
