using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What the headings above a line say about it.</summary>
/// <param name="Use">items, information, template, types, roles, authority or criteria.</param>
/// <param name="Known">False: a phase of its own that nobody taught the compiler.</param>
internal sealed record Section(string Phase, string Use, string Anchor, bool Known, Due? Due, Overrides Overrides)
{
    /// <summary>The heading that decided, kept so that the compiler can explain itself; null above the first.</summary>
    public GuideHeading? Heading { get; init; }

    /// <summary>What matched in that heading; null: the compiler does not know it.</summary>
    public Stems? Stems { get; init; }

    private static readonly ImmutableHashSet<string> NotNormative =
        ["information", "template", "types", "roles", "authority"];

    /// <summary>A plain bullet here is something to know, not something to do.</summary>
    public bool Informs { get; private init; }

    /// <summary>Where a guide without headings, or above its first one, stands.</summary>
    public static Section Start { get; } = new("deploy", "items", "deploy", false, null, Overrides.None);

    /// <summary>The sections of all headings, by index: the nearest one that says something wins.</summary>
    public static ImmutableArray<Section> Of(GuideDocument guide, Vocabulary words)
    {
        var sections = ImmutableArray.CreateBuilder<Section>(guide.Headings.Length);
        var title = TitleOf(guide);
        for (var at = 0; at < guide.Headings.Length; at++)
        {
            var heading = guide.Headings[at];
            var above = heading.Parent < 0 || heading.Parent == title ? null : sections[heading.Parent];
            sections.Add(at == title ? OfTitle(heading, words) : Read(heading, above, words));
        }

        return sections.ToImmutable();
    }

    // The only heading of the first level, when it comes first, names the guide and not a phase.
    private static int TitleOf(GuideDocument guide) =>
        guide.Headings.Length > 0 && guide.Headings[0].Level == 1
            && guide.Headings.Count(heading => heading.Level == 1) == 1 ? 0 : -1;

    private static Section OfTitle(GuideHeading heading, Vocabulary words)
    {
        var read = Read(heading, null, words);
        return read.Known && read.Use == "items" ? read : Start with { Overrides = read.Overrides };
    }

    private static Section Read(GuideHeading heading, Section? above, Vocabulary vocabulary)
    {
        var text = Mojibake.Repair(heading.Text);
        var words = Words.Of(text);
        var overrides = Overrides.Read(heading.Comment, heading.At);
        var row = vocabulary.Sections.FirstOrDefault(
            row => row.IsUnder(above?.Phase ?? "") && row.Stems.Matches(words));
        var section = row is not null
            ? new Section(row.Phase, row.Use, row.Anchor, true, null, overrides) { Heading = heading, Stems = row.Stems }
            : above is not null ? above with { Overrides = overrides }
            : new Section(words.Slug(6), "items", "deploy", false, null, overrides) { Heading = heading };
        var anchor = overrides["anchor"] ?? section.Anchor;
        var due = Timing.Read(text, anchor).Due;
        return section with
        {
            Phase = overrides["phase"] ?? section.Phase,
            Anchor = anchor,
            Due = due ?? above?.Due,
            Informs = NotNormative.Contains(section.Use) || above is { Informs: true },
        };
    }
}

/// <summary>A kind of heading: what the lines under one that matches are about.</summary>
internal sealed record SectionRow(string Phase, string Use, string Anchor, string Under, Stems Stems)
{
    public static SectionRow Read(ImmutableDictionary<string, string> row) =>
        new(row["phase"], row["use"], row["anchor"], row["under"], Stems.Parse(row["stems"]));

    public bool IsUnder(string phase) => Under == "*" || phase == Under
        || phase.StartsWith(Under + ".", StringComparison.Ordinal);
}
