using System.CommandLine;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll server</c>: what is done on the machine the server runs on.</summary>
internal static class ServerNoun
{
    // As much as a column takes; what is longer stands under the table.
    private const int LongestState = 40;

    public static Command All() => Verb.Noun(
        "server", "On the machine the server runs on",
        [Verb.Of("first-admin", "Print a link that makes the first administrator; from then on people sign in", [],
            FirstAdmin),
        Verb.Of("nodes", "The servers that share a database, and which of them does the work", [], Nodes),
        .. BackupVerbs.All()]);

    private static async Task Nodes(Call call, CancellationToken stop)
    {
        var found = await call.Server.GetSoon<NodesView>("nodes", stop);
        call.Show(found, view => Table.Of(
            ["NODE", "STATE", "AT", "LAG", "CLOCK", "VERSION", "LAST HEARD OF"],
            view.Nodes.Select(n => new[]
            {
                n.IsThis ? $"{n.Name} (this)" : n.Name, IsShort(n) ? n.State : "does no work", $"{n.At}", $"{n.Lag}", $"{n.AheadMs} ms", n.Version,
                n.BeatAt is { } beat ? Plain.Time(beat) : "",
            })));
        foreach (var node in found.Nodes.Where(n => !IsShort(n))) call.Say($"{node.Name}: {node.State}");
        if (found.CutOff != "") call.Say($"{found.CutOff}\n{Problem.StoreBack}");
        if (found.Unlike != "") call.Say($"{found.Unlike} {NodesView.Alike}");
        call.Next("plimsoll doctor");
    }

    private static bool IsShort(NodeView node) => node.State.Length <= LongestState;

    private static async Task FirstAdmin(Call call, CancellationToken stop)
    {
        var link = await call.Server.Post<AccessLink>("access/first-admin", new Nothing(), stop);
        call.Show(link, l => l.Url);
        call.Say("Open it in a browser within ten minutes; it works once. From then on --as is refused.");
        call.Next("plimsoll signin");
    }
}
