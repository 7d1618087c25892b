namespace Plimsoll.Server.Repositories;

/// <summary>The files of one commit in a folder of their own.</summary>
/// <param name="Note">What is not there although the commit names it; null when all is.</param>
public sealed record CheckedOut(string Commit, string Folder, string? Note);

/// <summary>Takes the files of a commit out of a mirror.</summary>
public static class MirrorCheckout
{
    extension(Mirror mirror)
    {
        /// <summary>A clean working copy with its history, for builds that ask git for their version.</summary>
        /// <param name="folder">Does not exist yet, or is empty.</param>
        public async Task<Found<CheckedOut>> Checkout(string commit, string folder, CancellationToken stop)
        {
            if (!MirrorResolve.IsHash(commit) || !await mirror.Has(commit, stop))
                return Found.NotFound<CheckedOut>($"Commit {commit} is not in {mirror.Address} ({mirror.Age}).");
            // Objects stay in the mirror, which never drops any: a checkout costs the files alone.
            var target = Path.GetFullPath(folder);
            var cloned = await mirror.Git.Ask(
                ["clone", "--quiet", "--shared", "--no-checkout", "--template=",
                    "--end-of-options", mirror.Folder, target], stop);
            var end = cloned.Succeeded
                ? await mirror.Git.Ask(["-C", target, "checkout", "--quiet", "--detach", commit], stop)
                : cloned;
            return end.Succeeded
                ? Found.Of(new CheckedOut(commit, folder, Note(folder)))
                : Found.Blocked<CheckedOut>(
                    $"{MirrorResolve.Short(commit)} cannot be checked out: {GitWords.Why(end, Git.LocalLimit)}");
        }
    }

    private static string? Note(string folder) => File.Exists(Path.Combine(folder, ".gitmodules"))
        ? "Submodules are not fetched; their folders are empty."
        : null;
}
