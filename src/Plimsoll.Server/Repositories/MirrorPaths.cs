using System.Collections.Immutable;

namespace Plimsoll.Server.Repositories;

/// <summary>The files that differ between two commits.</summary>
/// <param name="Whole">False: there are more than are listed.</param>
public sealed record ChangedPaths(ImmutableArray<string> Paths, bool Whole);

/// <summary>Asks a mirror which files changed.</summary>
public static class MirrorPaths
{
    /// <summary>What is kept of them with a candidate; the mirror has the rest.</summary>
    public const int Most = 1000;

    extension(Mirror mirror)
    {
        /// <summary>The files of a range; without a last release, every file there is.</summary>
        /// <param name="path">The folder of a monorepo that belongs to the service; empty for all of it.</param>
        public async Task<ChangedPaths?> Paths(ChangeRange range, string path, CancellationToken stop)
        {
            ImmutableArray<string> command = range.Since is { } since
                ? ["diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", "--end-of-options", since, range.To]
                : ["ls-tree", "-r", "--name-only", "--full-tree", "-z", "--end-of-options", range.To];
            var end = await mirror.Git.Ask(path.Length == 0 ? [.. command, "--"] : [.. command, "--", path], stop);
            if (!end.Succeeded) return null;
            var paths = System.Text.Encoding.UTF8.GetString(end.Output.AsSpan())
                .Split('\0', StringSplitOptions.RemoveEmptyEntries);
            return new ChangedPaths([.. paths.Take(Most)], !end.Cut && paths.Length <= Most);
        }
    }
}
