namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A line that hands over from one role to the next: "Development → QA: …".</summary>
internal static class Handoffs
{
    private static readonly Stems Attests = Wording.Of("attests-handoff");
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
        if (sides.Length != 2)
        {
            return null;
        }

        var (giver, taker) = (line.Words.Of(sides[0]), line.Words.Of(sides[1]));
        if (!RoleTable.IsRole(giver) || !RoleTable.IsRole(taker))
        {
            return null;
        }

        var from = RoleTable.PeopleIn(line.Words.From(colon)) is [var named, ..] ? named : sides[0];
        var told = Placeholders.AudienceNamed(taker);
        var to = told.Length > 0 && char.IsLower(told[0]) ? told : sides[1];
        var id = $"handoff.{RoleTable.NamesOf(giver).Short}-{RoleTable.NamesOf(taker).Short}";
        return Informing.Asked(line, CheckKind.Step, id, new Answer(CheckMode.Manual, $"ack({to})", [from])
        {
            Audience = [to],
            Families = Attests.Matches(line.Words) ? [RoleTable.NamesOf(giver).Family] : [],
        });
    }
}
