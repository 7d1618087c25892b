using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Plimsoll.Cli.Running;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>Runs a command here while responding; what it printed goes on the timeline, secrets masked.</summary>
internal static class IncidentRunVerb
{
    private static readonly TimeSpan RecordLimit = TimeSpan.FromSeconds(30);

    public static Command It() => Verb.Of(
        "run", "Run a command here and put it on the timeline, with what it printed; secrets are masked there",
        [
            Takes.Incident, Takes.Rest("COMMAND", "The command, after --"),
            Takes.Text("--recorded", "FILE", "Put a command on the timeline that was run when no server answered"),
        ], Run);

    private static async Task<int> Run(Call call, CancellationToken stop)
    {
        var which = call.Incident;
        if (call.Text("--recorded") is { Length: > 0 } recorded) return await Post(call, recorded, stop);
        if (call.Words("COMMAND") is not { Count: > 0 } command)
            throw Failure.Usage("No command was given.", fix: $"{which.Command("run")} -- COMMAND");
        await LookUp(call, stop);
        var started = call.Terminal.Clock.GetUtcNow();
        var ran = await new RunHere(call.Terminal, call.Json).Run(command, stop);
        var took = Math.Max(0, (long)(call.Terminal.Clock.GetUtcNow() - started).TotalSeconds);
        // How long ago it began is the same on the server's clock, whatever that says.
        await Record(call, new CommandBody(ran.CommandLine, ran.ExitCode, ran.Output, $"-{took}s"), started);
        return ran.ExitCode;
    }

    /// <summary>A wrong number is said before anything runs; a server that is away stops nobody.</summary>
    private static async Task LookUp(Call call, CancellationToken stop)
    {
        try
        {
            await call.Server.Get<NextView>(call.Incident.Path("next"), stop);
        }
        catch (Failure failure) when (failure.Code != "not-found")
        {
            call.Say($"Not on record yet: {failure.Message}");
        }
    }

    /// <summary>Also when the person has pressed Ctrl-C: what ran is told all the same.</summary>
    private static async Task Record(Call call, CommandBody body, DateTimeOffset started)
    {
        using var limit = new CancellationTokenSource(RecordLimit, TimeProvider.System);
        try
        {
            await call.Tell(call.Incident.Path("note-command"), body,
                $"On the timeline of {call.Incident}: exit {body.ExitCode}.", call.Incident.Command("next"),
                limit.Token);
        }
        catch (Exception problem) when (problem is Failure or OperationCanceledException)
        {
            var file = await Keep(body with
            {
                StartedAt = started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            });
            call.Tell(new Failure(
                ExitCodes.Failed, $"The command ended with {body.ExitCode}, but it is not on the timeline.",
                $"{(problem is Failure ? problem.Message : "The server did not answer in time.")}\n" +
                $"What it printed is kept in {file}.", $"{call.Incident.Command("run")} --recorded {file}"));
        }
    }

    private static async Task<string> Keep(CommandBody body)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("plimsoll-run-").FullName, "command.json");
        await File.WriteAllTextAsync(file, Wire.Print(body));
        return file;
    }

    private static async Task<int> Post(Call call, string file, CancellationToken stop)
    {
        var bytes = await FileBytes.Read(call.Terminal, file, FileBytes.MostText, stop);
        if (Read(bytes) is not { } body)
            throw Failure.Usage($"{file} holds no command that was run.",
                fix: $"Name the file that `{call.Incident.Command("run")}` named.");
        await call.Tell(call.Incident.Path("note-command"), body,
            $"On the timeline of {call.Incident}: exit {body.ExitCode}.", call.Incident.Command("next"), stop);
        return ExitCodes.Ok;
    }

    private static CommandBody? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, Wire.Answer<CommandBody>());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
