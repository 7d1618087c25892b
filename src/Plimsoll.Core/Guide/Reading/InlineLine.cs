using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>One paragraph, heading or cell as plain words, with what was noticed in it.</summary>
internal readonly record struct InlineLine(
    string Text,
    string Label,
    bool HasBox,
    bool Ticked,
    string Comment,
    ImmutableArray<GuideLink> Links,
    ImmutableArray<Place> CommentedBoxes)
{
    /// <summary>Where the first <c>plimsoll:</c> comment stands; line 0 for none.</summary>
    public Place CommentAt { get; init; }

    /// <summary>The text up to its first line break, without drawn boxes.</summary>
    public string FirstLine { get; init; } = Text;

    /// <summary>A label with boxes to choose from, such as "Decision: Go \u2610 / No-Go \u2610".</summary>
    public bool IsForm { get; init; }

    /// <summary>It is a link and nothing else.</summary>
    public bool IsBareLink { get; init; }

    public static InlineLine Empty { get; } = new("", "", false, false, "", [], []);
}
