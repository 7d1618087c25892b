using System.Collections.Immutable;

namespace Plimsoll.Core.Guide;

/// <summary>What stands beside a guide: the house's defaults, the sidecar, and the files it may link to.</summary>
/// <param name="Files">Names of the files beside the guide; a relative link to any other is noticed.</param>
public sealed record GuideSurroundings(HouseDefaults Defaults, ImmutableHashSet<string> Files)
{
    public static GuideSurroundings Nothing { get; } = new(HouseDefaults.Shipped, []);

    /// <summary>What words mean before the organisation's own are added.</summary>
    public Vocabulary Vocabulary { get; init; } = Vocabulary.Shipped;

    public GuideSidecar Sidecar { get; init; } = GuideSidecar.None;

    /// <summary>What the files say that the guide links to, by their path from the guide's folder.</summary>
    public ImmutableSortedDictionary<string, byte[]> Linked { get; init; } =
        ImmutableSortedDictionary.Create<string, byte[]>(StringComparer.Ordinal);

    /// <summary>The defaults with the organisation's own.</summary>
    internal HouseDefaults House => Defaults.With(Sidecar.Defaults);
}
