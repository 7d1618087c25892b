using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary>What <c>plimsoll doctor</c> finds of the servers: which of them works, and how each part of the one that answers is.</summary>
internal static class ServersLookedAt
{
    /// <summary>It works, and somebody has to look.</summary>
    public const string Amber = "amber";
    private const string Servers = "servers";

    public static async Task<IReadOnlyList<Finding>> Look(Call call, CancellationToken stop)
    {
        NodesView? nodes = null;
        HealthView? health = null;
        var of = await DoctorCommand.Look(
            Servers, "", async () => nodes = await call.Server.GetSoon<NodesView>("nodes", stop));
        var parts = await DoctorCommand.Look(
            "health", "", async () => health = await call.Server.GetState<HealthView>("../../health", stop));
        return [nodes is null ? of : Of(nodes), .. Unlike(nodes), .. health is null ? [parts] : Of(health)];
    }

    private static Finding Of(NodesView view)
    {
        if (view.CutOff != "") return new Finding(Servers, "failed", view.CutOff, Problem.StoreBack);
        var (heard, silent) = (view.Nodes.Count(n => n.IsHeard), view.Nodes.Count(n => !n.IsHeard));
        if (view.Nodes.FirstOrDefault(n => n.Works) is { } works)
            return new Finding(Servers, silent == 0 ? "ok" : Amber, $"{works.Name} does the work; {heard} answer"
                + (silent == 0 ? "" : $", {silent} not heard of"), silent == 0 ? "" : "plimsoll server nodes");
        // A restored server, one whose journal was moved, one whose clock is off: its state is a sentence.
        var why = view.Nodes.FirstOrDefault(n => n.IsThis)?.State ?? "";
        return new Finding(Servers, "failed", $"No server does the work. The one that answers: {why}",
            why.Contains("activate", StringComparison.Ordinal) ? "plimsoll server activate" : "plimsoll server nodes");
    }

    private static IEnumerable<Finding> Unlike(NodesView? view) =>
        view is { Unlike: not "" } ? [new Finding("mail of all", Amber, view.Unlike, NodesView.Alike)] : [];

    private static IEnumerable<Finding> Of(HealthView health)
    {
        if (health.Parts is not { } parts)
            return [new Finding("health", StateOf(health.Status), $"it is {health.Status}",
                health.Status == "green" ? "" : "Sign in with the permission server.watch, and type it again: each part says why.")];
        var unwell = parts.Where(p => p.Status != "green").Select(p => new Finding(p.Name, StateOf(p.Status), p.Sentence, p.Todo)).ToList();
        return unwell.Count > 0 ? unwell
            : [new Finding("health", "ok", $"{string.Join(", ", parts.Select(p => p.Name))} are well", "")];
    }

    private static string StateOf(string colour) => colour switch { "green" => "ok", Amber => Amber, _ => "failed" };
}
