using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Short names for what duties, messages and their parts are about.</summary>
internal static class Topics
{
    private static readonly ImmutableArray<(string Of, string Name, Stems Stems)> Rows =
        [.. Tsv.Shipped("topics.tsv").Select(row => (row["of"], row["name"], Stems.Parse(row["stems"])))];

    public static IEnumerable<Stems> All => Rows.Select(row => row.Stems);

    /// <summary>Empty when the text is about nothing that has a name.</summary>
    public static string Of(string what, Words words) =>
        words.All.IsEmpty ? ""
            : Rows.FirstOrDefault(row => row.Of == what && row.Stems.Matches(words)).Name ?? "";
}
