using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A kind of heading: what the lines under one that matches are about.</summary>
internal sealed record SectionRow(string Phase, string Use, string Anchor, ImmutableArray<string> Under, Stems Stems)
{
    public static SectionRow Read(ImmutableDictionary<string, string> row) =>
        new(row["phase"], row["use"], row["anchor"], Tsv.List(row["under"]), Stems.Parse(row["stems"]));

    // under: * anywhere, none where nothing known stands above, a phase, or !phase for not under it.
    public bool IsUnder(Section? above) => Under.All(under => under switch
    {
        "*" => true,
        "none" => above is null or { Known: false },
        _ when under[0] == '!' => above is null || !Kinds.IsIn(above.Phase, [under[1..]]),
        _ => above is not null && Kinds.IsIn(above.Phase, [under]),
    });
}
