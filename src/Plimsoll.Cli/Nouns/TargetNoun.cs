using System.CommandLine;
using System.Globalization;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll target</c>: the hosts of targets, before and between deployments.</summary>
internal static class TargetNoun
{
    public static Command All() => Verb.Noun(
        "target", "The machines of an environment's targets",
        Verb.Of("probe", "Reach each host and tell what it lacks, its free space and the work that is there", Where, Probe),
        Verb.Of("clean", "Remove tickets that ended more than a week ago, and leftovers; never what lives", Where, Clean));

    private static Symbol[] Where =>
        [.. Takes.Lane, Takes.Optional("TARGET", "Name of one target [default: all of the environment]")];

    private static async Task<int> Probe(Call call, CancellationToken stop)
    {
        var targets = await Ask<TargetProbeView[]>(call, "probe-targets", stop);
        call.Show(targets, seen => string.Concat(seen.Select(Text)));
        return targets.All(t => t is { Trouble: "", Missing.IsEmpty: true }) ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<int> Clean(Call call, CancellationToken stop)
    {
        var targets = await Ask<TargetCleanView[]>(call, "clean-targets", stop);
        call.Show(targets, cleaned => string.Concat(cleaned.Select(Text)));
        return targets.All(t => t.Trouble == "") ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static Task<T> Ask<T>(Call call, string verb, CancellationToken stop) => call.Server.Post<T>(
        Route.Of($"services/{call.Text("SERVICE")}/{call.Text("ENVIRONMENT")}/{verb}"), new TargetBody(call.Text("TARGET")), stop);

    private static string Text(TargetProbeView seen) => Lines(seen.Target, seen.Host, seen.Trouble,
    [
        .. seen.Missing,
        .. seen.Missing.IsEmpty ? ["ready"] : (string[])[],
        seen.Running == "" ? "runs no release" : $"runs {seen.Running}",
        string.Create(CultureInfo.InvariantCulture, $"{seen.FreeBytes / 1048576.0:N0} MiB free"),
        .. seen.Tickets.Select(ticket => $"ticket {ticket}"),
    ]);

    private static string Text(TargetCleanView cleaned) => Lines(
        cleaned.Target, cleaned.Host, cleaned.Trouble, cleaned.Removed.IsEmpty ? ["nothing to remove"] : [.. cleaned.Removed]);

    private static string Lines(string target, string host, string trouble, IEnumerable<string> said) => string.Concat(
        (trouble == "" ? said : [trouble]).Select(line => $"  {Plain.Text(line)}\n")
            .Prepend($"{Plain.Text(target)}  {(host == "" ? "the server's own machine" : Plain.Text(host))}\n"));
}
