using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Reads each item by itself, then gives it what the items above and below say about it.</summary>
internal static class LineReader
{
    public static ImmutableArray<LineReading> Read(GuideDocument guide, Vocabulary words)
    {
        var sections = Section.Of(guide, words);
        var lines = guide.Items
            .Select(item => Read(item, item.Heading < 0 ? Section.Start : sections[item.Heading], words) with
        {
            ParentLine = item.Parent < 0 ? 0 : guide.Items[item.Parent].At.Line,
        }).ToArray();
        for (var at = lines.Length - 1; at >= 0; at--)
        {
            TellParent(lines, at);
        }

        for (var at = 0; at < lines.Length; at++)
        {
            lines[at] = Inherit(lines, at);
        }

        return [.. lines];
    }

    private static LineReading Read(GuideItem item, Section section, Vocabulary words)
    {
        var text = Mojibake.Repair(item.Text);
        var overrides = Overrides.Read(item.Comment, item.At);
        var suffixes = Suffixes.Of(text, words.Roles);
        if (item.OwnerCell.Length > 0)
        {
            suffixes = Taken.Note(suffixes, suffixes.WithOwners(
                RoleList.Read(item.OwnerCell, words.Roles) is { Roles.IsEmpty: false } roles
                    ? roles.Roles : [item.OwnerCell]), "in the owner column", item.OwnerCell);
        }

        if (suffixes.Owners.IsEmpty && Wording.Is("sign-off", suffixes.Said)
            && words.Roles.MentionedIn(suffixes.Said) is { Length: > 0 } signer)
        {
            suffixes = Taken.Note(suffixes, suffixes.WithOwners([signer]), "as the one who signs", signer);
        }

        var metadata = item.Parent >= 0 && !section.Informs && !item.HasBox
            && text.Contains(':', StringComparison.Ordinal) && Wording.Is("metadata", text);
        var ruled = Taken.Note(suffixes, Said(suffixes, overrides), "in its plimsoll comment", item.Comment);
        return new LineReading(item, text, section, overrides, ruled,
            TimeOf(text, section, overrides), metadata) { Vocabulary = words };
    }

    private static Suffixes Said(Suffixes suffixes, Overrides overrides) => suffixes with
    {
        Owners = overrides["owner"] is { } owner ? Tsv.List(owner) : suffixes.Owners,
        Approvers = overrides["approve"] is { } approver ? Tsv.List(approver) : suffixes.Approvers,
        Condition = overrides["when"] is { } when ? Conditions.Ask(when) : suffixes.Condition,
    };

    private static Timing TimeOf(string text, Section section, Overrides overrides)
    {
        var anchor = overrides["anchor"] ?? section.Anchor;
        var said = section.Use == "criteria" ? Timing.None : Timing.Read(text, anchor);
        return said with
        {
            Due = overrides.Duration("within") is { } within
                ? new Due(anchor, within, $"within {overrides["within"]}") : said.Due,
            Cadence = overrides.Duration("every") ?? said.Cadence,
            Observe = overrides.Duration("for") ?? said.Observe,
        };
    }

    // "Owner: Release Manager" under an item is about that item.
    private static void TellParent(LineReading[] lines, int at)
    {
        var (line, above) = (lines[at], lines[at].Item.Parent);
        if (!line.Metadata)
        {
            return;
        }

        var said = line.Text[(line.Text.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('(')[0];
        var roles = RoleList.Read(said.Trim().TrimEnd('.'), lines[above].Vocabulary.Roles).Roles;
        var parent = lines[above].Suffixes;
        var told = parent with { Owners = [.. roles, .. parent.Owners.Except(roles)] };
        lines[above] = lines[above] with
        {
            Suffixes = Taken.Note(parent, told, $"in line {line.Item.At.Line} below it", line.Text),
        };
    }

    // What stands under a group has the group's people and time, unless it has its own.
    private static LineReading Inherit(LineReading[] lines, int at)
    {
        var line = lines[at];
        var group = line.Item.Parent >= 0 && lines[line.Item.Parent] is { Text: var text } above && text.EndsWith(':')
            ? above : null;
        var due = line.Timing.Due ?? group?.Timing.Due ?? LeadInDue(line) ?? line.Section.Due;
        return line with
        {
            DueFrom = line.Timing.Due is not null ? DueFrom.Line : group?.Timing.Due is not null ? DueFrom.Group
                : LeadInDue(line) is not null ? DueFrom.LeadIn : DueFrom.Heading,
            Suffixes = group is null ? line.Suffixes : Taken.Note(
                line.Suffixes, line.Suffixes.WithOwners(group.Suffixes.Owners),
                $"with the group in line {group.Item.At.Line}", group.Text),
            Timing = line.Timing with { Due = line.Timing.Cadence is null ? due : null },
        };
    }

    private static Due? LeadInDue(LineReading line) =>
        line.Item.LeadIn.Length > 0 ? Timing.Read(Mojibake.Repair(line.Item.LeadIn), line.Section.Anchor).Due : null;
}
