using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>A guide taken apart: headings, items and what surrounds them, with their places.</summary>
public sealed record GuideDocument(
    ImmutableArray<GuideHeading> Headings,
    ImmutableArray<GuideItem> Items,
    ImmutableArray<GuideLink> Links,
    ImmutableArray<Place> FencedBoxes,
    ImmutableArray<Place> CommentedBoxes)
{
    /// <summary>Tables whose rows are not things to do, but say something about what is done.</summary>
    public ImmutableArray<GuideTable> Tables { get; init; } = [];

    /// <summary>The line from which on paragraphs were not read, because there was too much in them; 0 for none.
    /// </summary>
    public int TooMuchFrom { get; init; }

    public static GuideDocument Nothing { get; } = new([], [], [], [], []);

    /// <summary>A heading and the headings it stands under, from the nearest to the title.</summary>
    public IEnumerable<GuideHeading> PathOf(int heading)
    {
        for (var at = heading; at >= 0; at = Headings[at].Parent)
        {
            yield return Headings[at];
        }
    }
}

/// <summary>Where something stands; both count from 1.</summary>
public readonly record struct Place(int Line, int Column);

/// <param name="Parent">The heading it stands under, -1 for none.</param>
/// <param name="Comment">The <c>plimsoll:</c> comment of the heading; empty for none.</param>
/// <param name="Prose">The paragraphs directly below it, one on each line.</param>
public sealed record GuideHeading(Place At, int Level, string Text, int Parent, string Comment, string Prose = "")
{
    /// <summary>Where the comment stands; line 0 for none.</summary>
    public Place CommentAt { get; init; }
}

/// <summary>One item of a list, or one row of a checklist table.</summary>
/// <param name="Text">The first paragraph without marks of emphasis, links and comments.</param>
/// <param name="Label">The bold text it starts with; empty for none.</param>
/// <param name="Parent">The item it stands under, -1 for none.</param>
/// <param name="Heading">The heading it stands under, -1 for none.</param>
/// <param name="LeadIn">The paragraph that introduces its list, such as "First 24 hours:".</param>
/// <param name="OwnerCell">What the owner column of its table says; empty for a list item.</param>
/// <param name="Comment">The <c>plimsoll:</c> comment of the item; empty for none.</param>
public sealed record GuideItem(
    Place At,
    string Text,
    string Label,
    bool HasBox,
    bool Ticked,
    bool Ordered,
    bool IsRow,
    bool HasChildren,
    int Parent,
    int Heading,
    string LeadIn,
    string OwnerCell,
    string Comment)
{
    /// <summary>Where the comment stands; line 0 for none.</summary>
    public Place CommentAt { get; init; }

    /// <summary>What its first paragraph links to.</summary>
    public ImmutableArray<GuideLink> Links { get; init; } = [];

    /// <summary>The line of the fence directly under it, 0 for none: the message or command it speaks of.</summary>
    public int Fence { get; init; }

    /// <summary>It says nothing but where something else stands.</summary>
    public bool IsBareLink { get; init; }
}

/// <summary>A link of the guide to somewhere else.</summary>
public sealed record GuideLink(Place At, string Target);
