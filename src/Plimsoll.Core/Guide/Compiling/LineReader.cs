using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Reads each item by itself, then gives it what the items above and below say about it.</summary>
internal static class LineReader
{
    private static readonly Stems HeadOfSignOff = Wording.Of("head-of-sign-off");
    private static readonly Stems Metadata = Wording.Of("metadata");
    private static readonly Stems Yields = Wording.Of("yields");
    private static readonly Stems MetadataSecond = Wording.Of("metadata-second");
    private static readonly Stems Watches = Wording.Of("watches");

    public static ImmutableArray<LineReading> Read(
        GuideDocument guide, Vocabulary vocabulary, HouseDefaults house)
    {
        var sections = Section.Of(guide, vocabulary);
        var lines = new LineReading[guide.Items.Length];
        for (var at = 0; at < lines.Length; at++)
        {
            var item = guide.Items[at];
            lines[at] = Read(guide, at, item.Heading < 0 ? Section.Start : sections[item.Heading],
                at > 0 && lines[at - 1].Item.LeadIn == item.LeadIn ? lines[at - 1].LeadIn
                    : Words.Of(Mojibake.Repair(item.LeadIn), vocabulary), vocabulary, house);
        }

        for (var at = lines.Length - 1; at >= 0; at--)
        {
            TellParent(lines, at);
        }

        var time = Timing.None;
        for (var at = 0; at < lines.Length; at++)
        {
            time = at > 0 && IsOfOneList(lines[at - 1], lines[at]) ? time : TimeOfList(lines[at]);
            lines[at] = Inherit(lines, at, time);
        }

        return [.. lines];
    }

    private static LineReading Read(
        GuideDocument guide, int at, Section section, Words leadIn, Vocabulary vocabulary, HouseDefaults house)
    {
        var item = guide.Items[at];
        var words = Words.Of(Mojibake.Repair(item.Text), vocabulary);
        var overrides = Overrides.Read(item.Comment, item.CommentAt, vocabulary);
        var suffixes = Suffixes.Of(words, section.Use == "authority");
        if (item.OwnerCell.Length > 0)
        {
            suffixes = Taken.Note(
                suffixes, suffixes.WithOwners(RoleList.Cell(words.Of(item.OwnerCell))), "in the owner column",
                item.OwnerCell);
        }

        if (suffixes.Owners.IsEmpty && item.HasChildren && HeadOfSignOff.Matches(suffixes.Said))
        {
            suffixes = Taken.Note(
                suffixes, suffixes.WithOwners(Recognised.SignerIn(suffixes.Said)), "as the one who signs", item.Text);
        }

        var metadata = item.Parent >= 0 && !section.Informs && !item.HasBox
            && words.Text.Contains(':', StringComparison.Ordinal)
            && (Metadata.Matches(words) || Yields.Matches(words));
        var ruled = Taken.Note(suffixes, Said(suffixes, section, overrides), "in its plimsoll comment", item.Comment);
        return new LineReading(item, words, section, overrides, ruled,
            TimeOf(words, section, overrides), metadata)
        {
            House = house,
            LeadIn = leadIn,
            ParentLine = item.Parent < 0 ? 0 : guide.Items[item.Parent].At.Line,
            IsFirstOfList = at == 0 || guide.Items[at - 1].LeadIn != item.LeadIn
                || guide.Items[at - 1].Heading != item.Heading,
        };
    }

    private static Suffixes Said(Suffixes suffixes, Section section, Overrides overrides) =>
        overrides.Values.IsEmpty && suffixes.Condition is not { Class: "property" } ? suffixes : suffixes with
    {
        Owners = overrides["owner"] is { } owner ? Tsv.List(owner) : suffixes.Owners,
        Approvers = overrides["approve"] is { } approver ? Tsv.List(approver) : suffixes.Approvers,
        Condition = suffixes.Condition is { Class: "property" } said && Kinds.IsIn(section.Phase, ["trouble"])
                ? said with { Class = "ask" } : suffixes.Condition,
    };

    private static Timing TimeOf(Words text, Section section, Overrides overrides)
    {
        var anchor = overrides["anchor"] ?? section.Anchor;
        var said = section.Use == "criteria" ? Timing.None : Timing.Read(text, anchor);
        return overrides.Values.IsEmpty ? said : said with
        {
            Due = overrides.Duration("within") is { } within
                ? new Due(anchor, within, $"within {overrides["within"]}") : said.Due,
            Cadence = overrides.Duration("every") ?? said.Cadence,
            Observe = overrides.Duration("for") ?? said.Observe,
        };
    }

    // "Owner: Release Manager" under an item is about that item; "Verified by:" names a second person too. "Output: …"
    // says what there is when it is done, and names nobody.
    private static void TellParent(LineReading[] lines, int at)
    {
        var (line, above) = (lines[at], lines[at].Item.Parent);
        if (!line.Metadata || Yields.Matches(line.Words))
        {
            return;
        }

        var said = line.Words.From(line.Text.IndexOf(':', StringComparison.Ordinal) + 1);
        var roles = RoleList.AtStart(said.Text.IndexOf('(', StringComparison.Ordinal) is >= 0 and var end
            ? said.Before(end) : said).Roles;
        var second = MetadataSecond.Matches(line.Words);
        var parent = lines[above].Suffixes;
        var told = parent with
        {
            Owners = [.. roles, .. parent.Owners.Except(roles)],
            ApprovedBelow = parent.ApprovedBelow || second,
            Approvers = second ? [.. roles, .. parent.Approvers.Except(roles)] : parent.Approvers,
        };
        lines[above] = lines[above] with
        {
            Suffixes = Taken.Note(parent, told, $"in line {line.Item.At.Line} below it", line.Text),
            Below = second ? line.Text : lines[above].Below,
        };
    }

    // What stands under a group has the group's people and time, unless it has its own; so with its section's.
    private static LineReading Inherit(LineReading[] lines, int at, Timing leadIn)
    {
        var line = lines[at];
        var group = line.Item.Parent >= 0 && lines[line.Item.Parent] is { Text: var text } above && text.EndsWith(':')
            ? above : null;
        var own = line.Timing.Due ?? group?.Timing.Due;
        var watched = own is null && line.Timing.Cadence is null ? WatchedFor(line, leadIn) : null;
        var due = watched is not null ? null : own ?? leadIn.Due ?? line.Section.Due;
        var timing = Timed(line, line.Timing.Cadence is null && line.Section.Use != "criteria" ? due : null, watched,
            leadIn.Repeats);
        var suffixes = Owned(line, group);
        return ReferenceEquals(timing, Timing.None) && ReferenceEquals(suffixes, line.Suffixes) && leadIn.Due is null
            ? line : line with
        {
            DueFrom = line.Timing.Due is not null ? DueFrom.Line : own is not null ? DueFrom.Group
                : leadIn.Due is not null ? DueFrom.LeadIn : DueFrom.Heading,
            Suffixes = suffixes,
            Timing = timing,
            LeadInDue = leadIn.Due,
        };
    }

    // The nearest that names somebody: its group, the words before its list, its heading.
    private static Suffixes Owned(LineReading line, LineReading? group)
    {
        var owned = line.Suffixes;
        if (owned.Owners.IsEmpty && group is { Suffixes.Owners.IsEmpty: false })
            owned = Taken.Note(owned, owned.WithOwners(group.Suffixes.Owners),
                $"with the group in line {group.Item.At.Line}", group.Text);
        if (line.Section.Informs || line.Metadata) return owned;
        if (owned.Owners.IsEmpty && !line.LeadIn.All.IsEmpty)
            owned = Taken.Note(
                owned, owned.WithOwners(SectionOwners.OfLeadIn(line.LeadIn)), "before its list", line.LeadIn.Text);
        return Taken.Note(owned, owned.WithOwners(line.Section.Owners), "with its heading", line.Section.OwnersSaid);
    }

    // Most lines say nothing about time, nor does anything above them.
    private static Timing Timed(LineReading line, Due? due, TimeSpan? watched, string repeats) =>
        ReferenceEquals(line.Timing, Timing.None) && due is null && watched is null && repeats.Length == 0 ? Timing.None
        : line.Timing with { Due = due, Observe = line.Timing.Observe ?? watched, Repeats = repeats };

    // A time over a line that watches is how long it watches, not by when it is done.
    private static TimeSpan? WatchedFor(LineReading line, Timing leadIn) =>
        leadIn is { Span: { } span, Due.Anchor: "deployed" or "deploy" } && Watches.Matches(line.Words) ? span
            : leadIn.Due is null ? line.Section.Watched : null;

    private static bool IsOfOneList(LineReading one, LineReading next) =>
        ReferenceEquals(one.LeadIn, next.LeadIn) && ReferenceEquals(one.Section, next.Section);

    private static Timing TimeOfList(LineReading line)
    {
        if (line.LeadIn.All.IsEmpty)
        {
            return Timing.None;
        }

        var said = Timing.OfHeading(line.LeadIn, line.Section.Anchor);
        return RepeatedWork.In(line.LeadIn) is { Length: > 0 } repeats ? said with { Repeats = repeats } : said;
    }
}
