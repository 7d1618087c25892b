using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Small words that carry structure, as patterns by name.</summary>
internal static class Wording
{
    private static readonly FrozenDictionary<string, Stems> Shipped =
        Tsv.Shipped("wording.tsv").ToFrozenDictionary(row => row["what"], row => Stems.Parse(row["stems"]));

    public static ImmutableArray<Stems> All => Shipped.Values;

    public static Stems Of(string what) => Shipped[what];
}
