using System.Collections.Immutable;

namespace Plimsoll.Server.Repositories;

/// <summary>A tag of a mirror and the commit it names.</summary>
public sealed record MirrorTag(string Name, string Commit);

internal static class MirrorTags
{
    private const string Prefix = "refs/tags/";
    private const string Format = "%(refname) %(objectname) %(objecttype) %(*objectname) %(*objecttype)";

    /// <summary>All tags that name a commit; an annotated tag stands for the commit it describes.</summary>
    public static async Task<ImmutableArray<MirrorTag>> Read(Git git, CancellationToken stop)
    {
        var end = await git.Ask(
            ["for-each-ref", "--format=" + Format, Prefix], stop);
        return [.. end.Text.Split('\n').Select(Tag).OfType<MirrorTag>()];
    }

    private static MirrorTag? Tag(string line)
    {
        var words = line.Split(' ');
        return words switch
        {
            [var name, _, "tag", var commit, "commit"] => new(name[Prefix.Length..], commit),
            [var name, var commit, "commit", ..] => new(name[Prefix.Length..], commit),
            _ => null,
        };
    }
}
