using System.Collections.Immutable;
using Plimsoll.Server.Processes;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Artifacts;

/// <summary>Runs a service's build command in a clean checkout.</summary>
internal static class ArtifactBuild
{
    private const int LinesShown = 20;

    /// <summary>Null when it succeeded; else what went wrong, with the last lines it said.</summary>
    public static async Task<string?> Run(
        string line, ArtifactOrder order, CheckedOut files, TimeProvider clock, CancellationToken stop)
    {
        var environment = ImmutableDictionary<string, string>.Empty
            .Add("PLIMSOLL_VERSION", order.Version)
            .Add("PLIMSOLL_COMMIT", order.Commit);
        var end = await SubprocessRun.Run(
            Subprocess.Shell(line, files.Folder, order.Source.Timeout, environment), clock, stop);
        if (end.Succeeded) return null;
        var what = end.NotStarted?.Sentence
            ?? (end.TimedOut
                ? $"The build took longer than {order.Source.Timeout.TotalSeconds:0} seconds and was ended."
                : $"The build ended with exit code {end.ExitCode}.");
        var note = files.Note is null ? "" : $" {files.Note}";
        return $"{what}{note} Its last lines:\n{end.LastLines(LinesShown)}";
    }
}
