namespace Plimsoll.Server.Artifacts;

/// <summary>Where a path leads once every link on the way is followed.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    public static string Of(string path) => Follow(Path.GetFullPath(path), MaxLinks);

    private static string Follow(string path, int links)
    {
        var at = "/";
        foreach (var step in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(at, step);
            at = new FileInfo(next).LinkTarget is { } target && links > 0
                ? Follow(Path.GetFullPath(target, at), links - 1)
                : next;
        }
        return at;
    }
}
