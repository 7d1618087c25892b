using Plimsoll.Core.Catalog;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Artifacts;

/// <summary>Which artifact is wanted: where from, for which commit and version.</summary>
public sealed record ArtifactOrder(ArtifactSource Source, Mirror Mirror, string Commit, string Version)
{
    /// <summary>A path with its placeholders filled.</summary>
    internal string Fill(string text) => text
        .Replace("{version}", Version, StringComparison.Ordinal)
        .Replace("{commit}", Commit, StringComparison.Ordinal);

    internal string FillUrl(string text) => text
        .Replace("{version}", Uri.EscapeDataString(Version), StringComparison.Ordinal)
        .Replace("{commit}", Commit, StringComparison.Ordinal);
}
