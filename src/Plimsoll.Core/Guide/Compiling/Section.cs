using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>What the headings above a line say about it.</summary>
/// <param name="Use">items, information, template, types, roles, authority or criteria.</param>
/// <param name="Known">False: a phase of its own that nobody taught the compiler.</param>
internal sealed record Section(string Phase, string Use, string Anchor, bool Known, Due? Due, Overrides Overrides)
{
    private static readonly Stems AnyOne = Wording.Of("any-of");
    private static readonly Stems Scale = Wording.Of("scale");
    private static readonly Stems Releases = Wording.Of("releases");
    private static readonly Stems Watching = Wording.Of("watching");

    /// <summary>The heading that decided, kept so that the compiler can explain itself; null above the first.</summary>
    public GuideHeading? Heading { get; init; }

    /// <summary>What matched in that heading; null: the compiler does not know it.</summary>
    public Stems? Stems { get; init; }

    /// <summary>A plain bullet here is something to know, not something to do.</summary>
    public bool Informs { get; private init; }

    /// <summary>The phase its lines are understood by: its own, else what the whole guide is about.</summary>
    public string Speech { get; private init; } = "";

    /// <summary>Who owns what stands here: "Owner: …" in the heading or below it.</summary>
    public ImmutableArray<string> Owners { get; private init; } = [];

    /// <summary>The words that say so.</summary>
    public string OwnersSaid { get; private init; } = "";

    /// <summary>How long everything under it is watched, such as "Monitoring (first 24 hours)".</summary>
    public TimeSpan? Watched { get; private init; }

    /// <summary>How long what stands here is watched where it watches, such as "Validation (30 minutes - 4 hours)".
    /// </summary>
    public TimeSpan? During { get; private init; }

    /// <summary>The role the heading names, such as whose duties stand here; empty for none.</summary>
    public string Role { get; private init; } = "";

    /// <summary>The sentences between the heading and its lists.</summary>
    public string Prose { get; private init; } = "";

    /// <summary>A title that speaks of incidents and of no release: every part of the guide is about them.</summary>
    private bool IsTroubleAlone { get; init; }

    /// <summary>Where a guide without headings, or above its first one, stands.</summary>
    public static Section Start { get; } = new("deploy", "items", "deploy", false, null, Overrides.None);

    /// <summary>It, or a heading above it, is about how bad things can be.</summary>
    public bool IsScale { get; private init; }

    /// <summary>Any one of the triggers under it is enough.</summary>
    public Condition? AnyOf(CheckKind kind, Words line) =>
        kind == CheckKind.Trigger && AnyOne.Matches(line.Of(Prose)) ? new Condition("any-of", "") : null;

    /// <summary>The sections of all headings, by index: the nearest one that says something wins.</summary>
    public static ImmutableArray<Section> Of(GuideDocument guide, Vocabulary vocabulary)
    {
        var sections = ImmutableArray.CreateBuilder<Section>(guide.Headings.Length);
        var title = TitleOf(guide);
        for (var at = 0; at < guide.Headings.Length; at++)
        {
            var heading = guide.Headings[at];
            var above = heading.Parent < 0 || (heading.Parent == title && !sections[title].IsTroubleAlone) ? null
                : sections[heading.Parent];
            var section = at == title ? OfTitle(heading, vocabulary)
                : Read(heading, above, title < 0 ? null : sections[title], vocabulary);
            sections.Add(heading.Parent < 0 ? section : section.Under(sections[heading.Parent]));
            // "Owner: …" where a guide says what it is for is the owner of all of it.
            if (title >= 0 && section is { Phase: "purpose", Owners.IsEmpty: false } && sections[title].Owners.IsEmpty)
                sections[title] = sections[title] with { Owners = section.Owners, OwnersSaid = section.OwnersSaid };
        }

        return sections.MoveToImmutable();
    }

    private Section Under(Section above) =>
        above.Overrides.Values.IsEmpty && (IsScale || !above.IsScale) ? this : this with
        {
            Overrides = Overrides.Under(above.Overrides), IsScale = IsScale || above.IsScale,
        };

    // The only heading of the first level, when it comes first, names the guide and not a phase.
    private static int TitleOf(GuideDocument guide) =>
        guide.Headings.Length > 0 && guide.Headings[0].Level == 1
            && guide.Headings.Count(heading => heading.Level == 1) == 1 ? 0 : -1;

    private static Section OfTitle(GuideHeading heading, Vocabulary vocabulary)
    {
        var read = Read(heading, null, null, vocabulary);
        return read.Known && read.Use == "items" ? read with
            {
                IsTroubleAlone = read.Phase == "incident"
                    && !Releases.Matches(Words.Of(Mojibake.Repair(heading.Text), vocabulary)),
            }
            : Start with
            {
                Overrides = read.Overrides, Prose = read.Prose, Speech = "deploy", IsScale = read.IsScale,
                Owners = read.Owners, OwnersSaid = read.OwnersSaid,
            };
    }

    private static Section Read(GuideHeading heading, Section? above, Section? title, Vocabulary vocabulary)
    {
        var words = Words.Of(Mojibake.Repair(heading.Text), vocabulary);
        var overrides = Overrides.OfHeading(heading.Comment, heading.CommentAt, vocabulary);
        var row = SectionRow.Of(words, above);
        var (phase, use, anchor, known) = row is not null ? (row.Phase, row.Use, row.Anchor, true)
            : above is not null ? (above.Phase, above.Use, above.Anchor, above.Known)
            : (words.Slug(6), "items", "deploy", false);
        var time = Timing.OfHeading(words, overrides["anchor"] ?? anchor);
        var watches = time.Span is not null && !(time is { IsRange: true, AnchorSaid: true })
            && anchor is "deployed" or "deploy" && Watching.Matches(words);
        var (owners, said) = SectionOwners.Of(words, heading.Prose);
        var whose = owners.IsEmpty ? above ?? title : null;
        return new Section(overrides["phase"] ?? phase, use, overrides["anchor"] ?? anchor, known,
            watches ? null : time.Due ?? (above is { Watched: null } ? above.Due : null), overrides)
        {
            Heading = row is null && above is not null ? above.Heading : heading,
            Stems = row is not null ? row.Stems : above?.Stems,
            During = time.IsRange && anchor is "deployed" ? time.Span : time.Due is null ? above?.During : null,
            Watched = watches ? time.Span : time.Due is null ? above?.Watched : null,
            Informs = use is "information" or "template" or "types" or "roles" or "authority"
                || above is { Informs: true },
            Speech = overrides["phase"] ?? (known ? phase : title is { Known: true } ? title.Phase : ""),
            Owners = whose?.Owners ?? owners,
            OwnersSaid = whose?.OwnersSaid ?? said,
            Role = RoleTable.MentionedIn(words) is { Length: > 0 } role ? role : above?.Role ?? "",
            Prose = Mojibake.Repair(heading.Prose),
            IsScale = Scale.Matches(words),
        };
    }
}
