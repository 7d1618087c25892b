using Plimsoll.Core.Releases;

namespace Plimsoll.Cli.Offline;

/// <summary>A range as it is typed: <c>v1.0.0..v1.1.0</c>, <c>v1.0.0..</c>, or one tag.</summary>
/// <param name="Since">Empty: from the first commit on.</param>
internal sealed record LocalRange(string Since, string To)
{
    private const string Now = "HEAD";

    public string Told => Since == "" ? $"up to {To}" : $"from {Since} to {To}";

    public static async Task<LocalRange> Read(LocalGit git, string words, CancellationToken stop)
    {
        if (words.StartsWith('-') || words.Any(char.IsControl) || words.Contains("...", StringComparison.Ordinal))
            throw Failure.Usage(
                $"'{words}' is no range.", "A range is two names with two dots between them, or one tag.",
                "plimsoll notes preview v1.0.0..v1.1.0");
        var ends = words.Split("..", 2);
        return ends is [var since, var to]
            ? new LocalRange(since, to == "" ? Now : to)
            : new LocalRange(await Before(git, words, stop), words);
    }

    /// <summary>The version a tag stands for, with what stands before it; null when it is no version's tag.</summary>
    public static (string Prefix, string Version)? VersionOf(string tag)
    {
        for (var at = 0; at < tag.Length; at++)
            if (char.IsAsciiDigit(tag[at]) && (at == 0 || !char.IsAsciiDigit(tag[at - 1]))
                && VersionText.Read(tag[at..]).Version is not null) return (tag[..at], tag[at..]);
        return null;
    }

    private static async Task<string> Before(LocalGit git, string name, CancellationToken stop)
    {
        var tags = await LocalTags.All(git, stop);
        if (!tags.Contains(name)) return await git.Text(["describe", "--tags", "--abbrev=0", name], stop) ?? "";
        return VersionOf(name) is { } one
            ? LocalTags.Before(one.Prefix, one.Version, tags)
            : await git.Text(["describe", "--tags", "--abbrev=0", $"refs/tags/{name}^"], stop) ?? "";
    }
}
