using System.CommandLine;

namespace Plimsoll.Cli;

/// <summary>Makes commands, and is the one place where a failure becomes words and an exit code.</summary>
internal static class Verb
{
    /// <summary>A noun: a command that only has verbs.</summary>
    public static Command Noun(string name, string about, params IEnumerable<Command> verbs)
    {
        var noun = new Command(name, about);
        foreach (var verb in verbs) noun.Add(verb);
        return noun;
    }

    public static Command Of(
        string name, string does, IEnumerable<Symbol> takes, Func<Call, CancellationToken, Task<int>> run)
    {
        var verb = new Command(name, does);
        foreach (var symbol in takes)
            if (symbol is Argument argument) verb.Add(argument);
            else if (symbol is Option option) verb.Add(option);
        verb.SetAction((parse, stop) => Run(parse, run, stop));
        return verb;
    }

    public static Command Of(
        string name, string does, IEnumerable<Symbol> takes, Func<Call, CancellationToken, Task> run) =>
        Of(name, does, takes, async (call, stop) =>
        {
            await run(call, stop);
            return ExitCodes.Ok;
        });

    private static async Task<int> Run(
        ParseResult parse, Func<Call, CancellationToken, Task<int>> run, CancellationToken stop)
    {
        using var call = new Call(parse);
        try
        {
            return await run(call, stop);
        }
        catch (Failure failure)
        {
            call.Tell(failure);
            return failure.ExitCode;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            call.Tell(new Failure(ExitCodes.Cancelled, "Interrupted.",
                "If the server had the request already, it was carried out.", "Look before you type it again."));
            return ExitCodes.Cancelled;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            call.Tell(new Failure(ExitCodes.Failed, problem.Message,
                fix: "Check the path, its permissions and free space."));
            return ExitCodes.Failed;
        }
    }
}
