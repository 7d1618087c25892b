namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A line that hands over from one role to the next: "Development → QA: …".</summary>
internal static class Handoffs
{
    private static readonly string[] Arrows = ["\u2192", "->", "=>"];

    /// <summary>Null for any other line.</summary>
    public static Check? Read(LineReading line)
    {
        if (line.Text.AsSpan().IndexOfAny('\u2192', '>') < 0)
        {
            return null;
        }

        var colon = line.Text.IndexOf(':', StringComparison.Ordinal);
        var sides = (colon < 0 ? "" : line.Text[..colon]).Split(Arrows, StringSplitOptions.TrimEntries);
        if (sides.Length != 2 || !RoleTable.IsRole(sides[0]) || !RoleTable.IsRole(sides[1]))
        {
            return null;
        }

        var from = RoleTable.PeopleIn(line.Text[colon..]) is [var named, ..] ? named : sides[0];
        var told = Placeholders.AudienceNamed(sides[1]);
        var to = told.Length > 0 && char.IsLower(told[0]) ? told : sides[1];
        var id = $"handoff.{RoleTable.NamesOf(sides[0]).Short}-{RoleTable.NamesOf(sides[1]).Short}";
        var owned = line with { Suffixes = line.Suffixes with { Owners = [from], Approvers = [] } };
        return Informing.Asked(owned, CheckKind.Step, id) with
        {
            Evidence = $"ack({to})",
            Mode = CheckMode.Manual,
            Audience = [to],
            Families = Wording.Is("attests-handoff", line.Text) ? [RoleTable.NamesOf(sides[0]).Family] : [],
        };
    }
}
