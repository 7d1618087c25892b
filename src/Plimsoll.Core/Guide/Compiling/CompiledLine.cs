using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Where an item of the guide went.</summary>
internal enum Output { Check, Information, Template, Metadata }

/// <summary>An item with all that was read from it, before it becomes checks.</summary>
/// <param name="Metadata">True: it says something about the item it stands under.</param>
internal sealed record LineReading(
    GuideItem Item, Words Words, Section Section, Overrides Overrides, Suffixes Suffixes, Timing Timing, bool Metadata)
{
    private static readonly Stems OnlyAttests = Wording.Of("only-attests");
    private static readonly Stems Approves = Wording.Of("approves");

    /// <summary>The line as it was meant.</summary>
    public string Text => Words.Text;

    /// <summary>What a line under it says of a second person, such as "Verified by: QA Lead".</summary>
    public string Below { get; init; } = "";

    /// <summary>Whoever says yes to it only attests it: it is worded with confirm, verify, validate or review, and
    /// with no word that approves.</summary>
    public bool Attests => Overrides["approve"] is null
        && Words.Of(Below.Length == 0 ? Item.Text : $"{Item.Text} {Below}") is var said
        && OnlyAttests.Matches(said) && !Approves.Matches(said);

    /// <summary>It names several who accept it with "or": one of them is enough.</summary>
    public bool NamesAnyOf(ImmutableArray<string> approvers) => approvers is [_, .., var last]
        && $"{Item.Text} {Below}".Contains($" or {last}", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same line where a part of it says how long and how often.</summary>
    public LineReading With(TimeSpan? observe, TimeSpan? cadence) =>
        Timing.Observe == observe && Timing.Cadence == cadence ? this
            : this with { Timing = Timing with { Observe = observe, Cadence = cadence } };

    /// <summary>What holds where the line does not say otherwise.</summary>
    public required HouseDefaults House { get; init; }

    /// <summary>The line of the item it stands under, 0 for none.</summary>
    public int ParentLine { get; init; }

    /// <summary>The words of the paragraph that introduces its list; none where nothing does.</summary>
    public required Words LeadIn { get; init; }

    /// <summary>The first line of the list that a paragraph introduces.</summary>
    public bool IsFirstOfList { get; init; }

    /// <summary>The time the paragraph that introduces its list states.</summary>
    public Due? LeadInDue { get; init; }

    /// <summary>What its time was read from, where it has one.</summary>
    public DueFrom DueFrom { get; init; }
}

/// <summary>Where a line's time is written: in itself, or above it.</summary>
internal enum DueFrom { Heading, Line, Group, LeadIn }

/// <summary>An item and the checks it became.</summary>
internal sealed record CompiledLine(LineReading Reading, Output Output, ImmutableArray<Check> Checks)
{
    /// <summary>The linked file it stands in; empty for the guide itself.</summary>
    public string File { get; init; } = "";

    public GuideItem Item => Reading.Item;

    /// <summary>One of its checks is like this.</summary>
    public bool Asks(Predicate<Check> what)
    {
        foreach (var check in Checks)
        {
            if (what(check)) return true;
        }

        return false;
    }

    /// <summary>What was recognised in its words.</summary>
    public Spoken Spoken { get => field ??= Spoken.In(Reading); init; }
}
