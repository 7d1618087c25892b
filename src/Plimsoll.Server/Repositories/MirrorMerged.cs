namespace Plimsoll.Server.Repositories;

/// <summary>Whether a commit is on the main line.</summary>
/// <param name="SameContent">A commit of the main line with the same files, as a squash leaves it.</param>
public sealed record MergedAnswer(bool Merged, string? SameContent, string Sentence);

/// <summary>Asks a mirror whether a commit has been merged.</summary>
public static class MirrorMerged
{
    private const int CommitsSearched = 2_000;

    extension(Mirror mirror)
    {
        public async Task<Found<MergedAnswer>> IsMerged(string commit, string mainLine, CancellationToken stop)
        {
            if (mirror.FetchedAt is null) return Found.Blocked<MergedAnswer>(MirrorHistory.NeverFetched(mirror));
            var main = await mirror.TipOf(mainLine, stop);
            if (main is null)
                return Found.NotFound<MergedAnswer>(
                    $"There is no branch {mainLine} in {mirror.Address} ({mirror.Age}). Correct mainLine.");
            if (!MirrorResolve.IsHash(commit) || !await mirror.Has(commit, stop))
                return Found.NotFound<MergedAnswer>($"Commit {commit} is not in {mirror.Address} ({mirror.Age}).");
            if (await mirror.IsAncestor(commit, main, stop))
                return Found.Of(new MergedAnswer(true, null, $"{MirrorResolve.Short(commit)} is on {mainLine}."));
            return Found.Of(NotMerged(commit, mainLine, await mirror.WithSameFiles(commit, main, stop)));
        }

        private async Task<string?> TipOf(string branch, CancellationToken stop)
        {
            var end = await mirror.Git.Ask(
                ["rev-parse", "--verify", "--quiet", "--end-of-options", $"refs/heads/{branch}^{{commit}}"], stop);
            return end.Succeeded ? end.Text.Trim() : null;
        }

        private async Task<string?> WithSameFiles(string commit, string main, CancellationToken stop)
        {
            var tree = await mirror.Git.Ask(["rev-parse", "--verify", "--end-of-options", commit + "^{tree}"], stop);
            var end = await mirror.Git.Ask(
                ["log", $"--max-count={CommitsSearched}", "--format=%T %H", "--end-of-options", main, "--"], stop);
            return end.Text.Split('\n').Select(line => line.Split(' '))
                .FirstOrDefault(words => words.Length == 2 && words[0] == tree.Text.Trim())?[1];
        }
    }

    private static MergedAnswer NotMerged(string commit, string mainLine, string? same) => new(false, same, same is null
        ? $"{MirrorResolve.Short(commit)} is not on {mainLine}. Merge it, or release a commit that is."
        : $"{MirrorResolve.Short(commit)} is not on {mainLine}, but {MirrorResolve.Short(same)} there "
            + "has the same files, as a squash leaves it. Release that commit.");
}
