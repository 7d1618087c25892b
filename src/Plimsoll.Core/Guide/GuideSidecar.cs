using System.Collections.Immutable;

namespace Plimsoll.Core.Guide;

/// <summary>What an organisation writes beside its guide, in <c>GUIDE.plimsoll.yaml</c>, because it does not belong in
/// prose.</summary>
/// <param name="File">Its file name; empty when there is none.</param>
public sealed record GuideSidecar(string File)
{
    public static GuideSidecar None { get; } = new("");

    /// <summary>Overrides by the id of a check.</summary>
    public ImmutableArray<SidecarItem> Items { get; init; } = [];

    /// <summary>The organisation's own roles, concepts, sections and audiences.</summary>
    public VocabularyRows Words { get; init; } = VocabularyRows.None;

    /// <summary>Rules that stand in place of the house's rules about the same.</summary>
    public ImmutableArray<HouseRule> Defaults { get; init; } = [];

    public GuideSettings Settings { get; init; } = GuideSettings.House;

    /// <summary>How bad things can be; each stands in place of the guide's row for the same severity.</summary>
    public ImmutableArray<SeverityRule> Severities { get; init; } = [];

    /// <summary>What is wrong with the file itself.</summary>
    public ImmutableArray<Lint> Problems { get; init; } = [];
}

/// <summary>What a sidecar says about one check.</summary>
public sealed record SidecarItem(string Id, int Line, int Column, ImmutableArray<SidecarValue> Values);

/// <summary>One key of an item, with its place in the sidecar.</summary>
public sealed record SidecarValue(string Key, string Value, int Line, int Column);
