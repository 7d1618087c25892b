using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll doctor</c>: what is there, what is missing, and what to do about it.</summary>
internal static class DoctorCommand
{
    private const string Missing = "missing";
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(10);

    public static Command It() => Verb.Of("doctor", "Look at what is reachable and what is missing", [], Run);

    private static async Task<int> Run(Call call, CancellationToken stop)
    {
        var found = new List<Finding>();
        var server = Server(call, found);
        if (server is not null) await Ask(call, found, stop);
        found.Add(await Tool("git", "--version", "apt-get install git", stop));
        call.Show(found, Text);
        var wrong = found.Find(f => f.State is not ("ok" or ServersLookedAt.Amber));
        call.Next(wrong is null ? "plimsoll service list" : wrong.Fix);
        return wrong is null ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static Client? Server(Call call, List<Finding> found)
    {
        try
        {
            var place = call.Place;
            found.Add(new Finding("address", "ok", $"{place.Address} (from {place.From})", ""));
            return call.Server;
        }
        catch (Failure failure)
        {
            found.Add(new Finding("address", Missing, failure.Message, failure.Fix));
            return null;
        }
    }

    private static async Task Ask(Call call, List<Finding> found, CancellationToken stop)
    {
        var health = await Look("server", "reachable", () => call.Server.GetText("../../health/live", stop));
        found.Add(health);
        if (health.State != "ok") return;
        found.Add(await Look(
            "token", Accepted(call), () => call.Server.GetSoon<JsonElement>("services", stop)));
        found.AddRange(await ServersLookedAt.Look(call, stop));
        var guide = await Look("guide", "applied", () => call.Server.GetSoon<JsonElement>("guide", stop));
        found.Add(guide with
        {
            Fix = guide.State == Missing ? "plimsoll guide apply FILE" : guide.Fix,
        });
        found.Add(await Look("journal", "its chain holds", async () =>
        {
            var journal = await call.Server.GetSoon<JournalView>("journal/verify", stop, Client.UsualPatience);
            return journal.Intact
                ? journal
                : throw new Failure(ExitCodes.Failed, journal.Sentence, fix: "plimsoll journal verify");
        }));
    }

    private static string Accepted(Call call) => File.Exists(KeptToken.FileOf(call.Terminal, call.Place.Address))
        ? "accepted; you are signed in" : $"accepted; you act as {call.Actor}";

    public static async Task<Finding> Look<T>(string what, string good, Func<Task<T>> look)
    {
        try
        {
            await look();
            return new Finding(what, "ok", good, "");
        }
        catch (Failure failure)
        {
            return new Finding(what, StateOf(failure), failure.Message, failure.Fix == "" ? failure.Why : failure.Fix);
        }
    }

    // Whoever is not let in does not learn whether it is there; to apply a guide again would not help them.
    private static string StateOf(Failure failure) => failure switch
    {
        { ExitCode: ExitCodes.NotAllowed, Fix: "plimsoll signin" } or { Code: "unauthorized" } => "not signed in",
        { ExitCode: ExitCodes.NotAllowed } => "not allowed",
        { Unreachable: true } => "unreachable",
        { Code: "not-found" } => Missing,
        _ => "failed",
    };

    private static async Task<Finding> Tool(string name, string argument, string install, CancellationToken stop)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(name, argument) { RedirectStandardOutput = true });
            if (process is null) return new Finding(name, Missing, "it did not start", install);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(_soon);
            var says = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Finding(name, "ok", says.Trim(), "");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new Finding(name, Missing, "it is not installed; the server needs it to read repositories",
                install);
        }
    }

    private static string Text(List<Finding> found) => Table.Of(
        ["WHAT", "STATE", "FOUND", "DO"], found.Select(f => new[] { f.What, f.State, f.Found, FirstLine(f.Fix) }));

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}

/// <summary>One thing looked at.</summary>
internal sealed record Finding(string What, string State, string Found, string Fix);
