using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli;

/// <summary>One invocation: what was typed, who typed it, and where answers go.</summary>
internal sealed class Call(ParseResult parse) : IDisposable
{
    private Client? _server;

    public Terminal Terminal { get; } = (Terminal)parse.InvocationConfiguration;

    public bool Json => Has("--json");

    public bool MayAsk => !Has("--no-input") && Terminal.InputIsTerminal;

    /// <summary>The server, searched for when it is first needed.</summary>
    public Client Server => _server ??= new Client(ServerSearch.Find(this), this, Terminal);

    /// <summary>The server of a data folder.</summary>
    public Client ServerOf(string data) => _server ??= new Client(ServerSearch.Find(this, data), this, Terminal);

    public ServerPlace Place => Server.Place;

    public Colours Colours => new(
        Terminal.OutputIsTerminal && !Has("--no-color") && Terminal.Variable("NO_COLOR") == ""
            && Terminal.Variable("TERM") != "dumb");

    /// <summary>Somebody typed the name or set it for Plimsoll; it is not only the machine's user.</summary>
    public bool ActorIsTyped => Text("--as") != "" || Terminal.Variable("PLIMSOLL_AS") != "";

    /// <summary>The name recorded with what is done where no accounts exist: claimed, not proven.</summary>
    public string Actor
    {
        get
        {
            string[] names =
                [Text("--as"), Terminal.Variable("PLIMSOLL_AS"), Terminal.Variable("USER"), Environment.UserName];
            var name = names.First(n => n != "" || n == names[^1]).Trim();
            return name != "" && !name.Any(char.IsControl)
                ? name
                : throw Failure.Usage("Nobody can be named as the one who does it.",
                    fix: "Add --as NAME, or set PLIMSOLL_AS.");
        }
    }

    /// <summary>The name for a sentence about who did it: whoever signed in knows who they are.</summary>
    public string Who => Place.Token.StartsWith("plm_", StringComparison.Ordinal) ? "you" : Actor;

    public string Text(string name) => parse.GetValue<string>(name) ?? "";

    public int Number(string name) => parse.GetValue<int>(name);

    /// <summary>Names with commas between them.</summary>
    public ImmutableArray<string> Names(string name) =>
        [.. Text(name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public IReadOnlyList<string> Words(string name) => parse.GetValue<string[]>(name) ?? [];

    /// <summary>It was typed, though it may be empty.</summary>
    public bool Given(string option) => parse.GetResult(option) is OptionResult { Implicit: false };

    public bool Has(string flag) => parse.GetValue<bool>(flag);

    /// <summary>Data: JSON where asked for, else text.</summary>
    public void Show<T>(T data, Func<T, string> text) => Print(Json ? Wire.Print(data) : text(data));

    public void Print(string text) => Terminal.Output.WriteLine(text.TrimEnd('\n'));

    public void Say(string words)
    {
        if (!Json) Terminal.Error.WriteLine(words);
    }

    /// <summary>The likely next command.</summary>
    public void Next(string command) => Say($"Next: {command}");

    public string Ask(string question)
    {
        Terminal.Error.Write($"{question} ");
        Terminal.Error.Flush();
        return Terminal.In.ReadLine()?.Trim()
            ?? throw new Failure(ExitCodes.Cancelled, "The input ended before an answer.");
    }

    public void Tell(Failure failure)
    {
        if (Json) Terminal.Error.WriteLine(Wire.Print(new FailureView(
            failure.Code, failure.Message, failure.Why, failure.Fix, failure.ExitCode, failure.Blockers)));
        else Terminal.Error.Write(FailureText.Of(failure));
    }

    public void Dispose() => _server?.Dispose();
}

/// <summary>A failure as <c>--json</c> prints it, on standard error.</summary>
internal sealed record FailureView(
    string Code, string Error, string Why, string Fix, int ExitCode, ImmutableArray<BlockerView> Blockers);
