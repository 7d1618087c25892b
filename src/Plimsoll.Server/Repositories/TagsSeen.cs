namespace Plimsoll.Server.Repositories;

/// <summary>Remembers which commit each tag named when first seen: a moved tag is noticed for ever.</summary>
internal sealed class TagsSeen(string path)
{
    /// <summary>Adds tags that are new and tells which are not where they were.</summary>
    public async Task<IReadOnlyList<MovedTag>> Note(IReadOnlyCollection<MirrorTag> tags, CancellationToken stop)
    {
        var seen = await Read(stop);
        var before = seen.Count;
        foreach (var tag in tags) seen.TryAdd(tag.Name, tag.Commit);
        if (seen.Count != before)
            await WholeFile.Write(path, string.Concat(seen.Select(each => $"{each.Value} {each.Key}\n")), stop);
        return [.. from tag in tags
                   where seen[tag.Name] != tag.Commit
                   select new MovedTag(tag.Name, seen[tag.Name], tag.Commit)];
    }

    /// <summary>Where a tag was first seen; null when it never was.</summary>
    public async Task<string?> FirstCommitOf(string tag, CancellationToken stop) =>
        (await Read(stop)).GetValueOrDefault(tag);

    private async Task<SortedDictionary<string, string>> Read(CancellationToken stop)
    {
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(path)) return seen;
        foreach (var line in await File.ReadAllLinesAsync(path, stop))
            if (line.Split(' ', 2) is [var commit, var tag]) seen[tag] = commit;
        return seen;
    }
}
