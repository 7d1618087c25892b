using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A kind of heading: what the lines under one that matches are about.</summary>
internal sealed record SectionRow(string Phase, string Use, string Anchor, ImmutableArray<string> Under, Stems Stems)
{
    public static SectionRow Read(ImmutableDictionary<string, string> row) =>
        new(row["phase"], row["use"], row["anchor"], Tsv.List(row["under"]), Stems.Parse(row["stems"]));

    /// <summary>The first kind of heading that a text is; null for none that is known.</summary>
    public static SectionRow? Of(Words words, Section? above)
    {
        var rows = words.Vocabulary.Sections;
        var marks = words.Vocabulary.SectionMarks.AsSpan();
        for (var at = 0; at < marks.Length; at++)
        {
            if (words.Said.Overlaps(marks[at]) && rows[at].IsUnder(above) && rows[at].Stems.Matches(words))
                return rows[at];
        }

        return null;
    }

    // under: * anywhere, none where nothing known stands above, a phase, or !phase for not under it.
    public bool IsUnder(Section? above)
    {
        foreach (var under in Under)
        {
            if (!IsUnder(under, above)) return false;
        }

        return true;
    }

    private static bool IsUnder(string under, Section? above) => under switch
    {
        "*" => true,
        "none" => above is null or { Known: false },
        _ when under[0] == '!' => above is null || !Kinds.IsIn(above.Phase, [under[1..]]),
        _ => above is not null && Kinds.IsIn(above.Phase, [under]),
    };
}
