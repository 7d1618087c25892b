using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll server activate</c>: says what will go on, and asks.</summary>
internal static class ActivateVerb
{
    public static Command Of() => Verb.Of(
        "activate", "Let a restored server deploy, page and announce again; hosts are asked first",
        [
            Takes.Text("--data", "FOLDER", "The data folder of the restored server [default: the one found]"),
            Takes.Flag("--yes", "Ask nothing, for scripts"),
        ], Activate);

    private static async Task Activate(Call call, CancellationToken stop)
    {
        var server = call.Text("--data") is { Length: > 0 } data
            ? call.ServerOf(call.Terminal.PathOf(data)) : call.Server;
        var found = await server.Get<StandbyView>("server/activate", stop);
        if (found.Waits) Ask(call, found);
        var done = await server.Post<ActivatedView>("server/activate", new Nothing(), stop);
        call.Show(done, view => string.Join('\n', ((IEnumerable<string>)
            [view.Sentence, .. view.Found.Select(line => $"  {line}"), .. view.Held.Select(lane => $"  {lane} is on hold")]).Select(Plain.Text)));
        if (!done.Held.IsEmpty) call.Next("look at these hosts, then plimsoll service lift SERVICE ENVIRONMENT HOLD --reason …");
    }

    private static void Ask(Call call, StandbyView found)
    {
        var sentence = $"{Plain.Text(found.Sentence)} {Count(found.Deployments, "deployment goes on", "deployments go on")}, "
            + $"{Count(found.Pages, "page rings", "pages ring")}, {Count(found.Messages, "message leaves", "messages leave")}. "
            + "The server the backup was taken from has to be gone.";
        call.Say(sentence);
        if (call.Has("--yes")) return;
        if (!call.MayAsk) throw Failure.Usage(
            "The server was not activated.", "Nobody can be asked here.", "Add --yes once the other server is gone.");
        if (call.Ask("Activate it? [y/N]") is not ("y" or "Y" or "yes")) throw new Failure(
            ExitCodes.Cancelled, "The server was not activated; it does nothing yet.", fix: "Type it again when the other server is gone.");
    }

    private static string Count(int number, string one, string many) => number == 1 ? $"1 {one}" : $"{number} {many}";
}
