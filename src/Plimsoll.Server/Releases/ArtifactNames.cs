using Plimsoll.Core.Catalog;

namespace Plimsoll.Server.Releases;

/// <summary>An artifact's own file name: it tells how a target unpacks it.</summary>
internal static class ArtifactNames
{
    public static string Of(ArtifactSource source, string version, string commit) => Path.GetFileName(
        (source.File ?? new Uri(source.Url ?? "file:///artifact").LocalPath)
            .Replace("{version}", version, StringComparison.Ordinal)
            .Replace("{commit}", commit, StringComparison.Ordinal));
}
