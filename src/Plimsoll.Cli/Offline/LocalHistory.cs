using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Files.History;

namespace Plimsoll.Cli.Offline;

/// <summary>The commits of a range, read from a repository on this machine.</summary>
/// <param name="Cut">True: there are more commits than are told.</param>
internal sealed record LocalHistory(LocalRange Range, string Repository, ImmutableArray<CommitLine> Commits, bool Cut)
{
    /// <summary>More commits than this are no release notes.</summary>
    private const int Most = 30_000;

    public static async Task<LocalHistory> Read(Call call, CancellationToken stop)
    {
        var git = new LocalGit(call.Terminal.PathOf(call.Text("--repo") is not "" and var named ? named : "."));
        var repository = await Looked(call, git, stop);
        var range = await LocalRange.Read(git, call.Text("RANGE"), stop);
        var to = await Commit(git, range.To, stop);
        var since = range.Since == "" ? "" : await Commit(git, range.Since, stop);
        var path = PathIn(call.Text("--path"));
        var (code, commits, errors) = await git.Run(
            Log(to, since, path), output => CommitLog.Read(output, Most + 1, stop), stop);
        if (code != 0 && commits.Length <= Most)
            throw new Failure(ExitCodes.Failed, "The history cannot be read.", errors, "git fsck says more.");
        if (commits.IsEmpty) throw await Empty(git, range, to, since, path, stop);
        return commits.Length > Most
            ? new LocalHistory(range, repository, commits[..Most], true)
            : new LocalHistory(range, repository, commits, false);
    }

    private static async Task<string> Looked(Call call, LocalGit git, CancellationToken stop)
    {
        if (!Directory.Exists(git.Folder))
            throw Failure.Usage($"There is no folder {git.Folder}.", fix: "Name the repository with --repo DIR.");
        var (code, told, errors) = await git.Run(
            ["rev-parse", "--is-shallow-repository", "--absolute-git-dir"], async output =>
            {
                using var reader = new StreamReader(output);
                return (await reader.ReadToEndAsync(stop)).Split('\n');
            }, stop);
        if (code != 0 || told is not [var shallow, var folder, ..])
            throw Failure.Usage(
                $"{git.Folder} is in no git repository that can be read.", errors, "Name one with --repo DIR.");
        if (shallow == "true")
            call.Say("This clone is shallow, older commits are missing: git fetch --unshallow --tags brings them.");
        return NameOf(folder);
    }

    private static string NameOf(string gitFolder) => Path.GetFileName(gitFolder) == ".git"
        ? Path.GetFileName(Path.GetDirectoryName(gitFolder)) ?? "" : Path.GetFileNameWithoutExtension(gitFolder);

    private static async Task<string> Commit(LocalGit git, string name, CancellationToken stop)
    {
        foreach (var way in (string[])[$"refs/tags/{name}^{{commit}}", $"{name}^{{commit}}"])
            if (await git.Text(["rev-parse", "--verify", "--quiet", "--end-of-options", way], stop) is { } hash)
                return hash;
        var near = Nearest.To(name, await LocalTags.All(git, stop));
        throw new Failure(ExitCodes.Failed, $"There is no tag, branch or commit {name} in this repository.",
            near is null ? "" : $"Did you mean {near}?",
            "git fetch --tags brings new tags; git tag lists those that are here.");
    }

    private static string PathIn(string path) => path.StartsWith('/') || path.Split('/').Contains("..")
        ? throw Failure.Usage($"Path '{path}' is no folder inside the repository.", fix: "--path services/shop")
        : path.TrimEnd('/');

    // What the person's own settings say must not change what the history is.
    private static IEnumerable<string> Log(string to, string since, string path) =>
    [
        "-c", "log.follow=false", "log", "-z", "--encoding=UTF-8", "--no-show-signature", "--no-color",
        $"--max-count={Most + 1}", "--format=" + CommitLog.Format, "--end-of-options", to,
        .. since == "" ? Array.Empty<string>() : ["^" + since], "--",
        .. path is "" or "." ? Array.Empty<string>() : [$":(top,literal){path}"],
    ];

    private static async Task<Failure> Empty(
        LocalGit git, LocalRange range, string to, string since, string path, CancellationToken stop)
    {
        var backwards = since != "" && since != to
            && await git.Text(["merge-base", "--is-ancestor", to, since], stop) is not null;
        return Failure.Usage(
            $"There are no commits {range.Told}{(path == "" ? "" : $" in {path}")}.",
            backwards ? $"{range.To} is older than {range.Since}." : "",
            backwards
                ? $"plimsoll notes preview {range.To}..{range.Since}" : "Name an earlier start, or another path.");
    }
}
