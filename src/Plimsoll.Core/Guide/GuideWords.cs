using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>What a reader of sidecars has to know of the compiler's tables.</summary>
public static class GuideWords
{
    /// <summary>The keys an item may have; comments know all but those that bind it to something outside.</summary>
    public static ImmutableArray<string> ItemKeys { get; } = OverrideKeys.At("sidecar");

    public static ImmutableArray<string> Kinds { get; } = Names<CheckKind>();

    public static ImmutableArray<string> Modes { get; } = Names<CheckMode>();

    public static ImmutableArray<string> Days { get; } = Names<DayOfWeek>();

    /// <summary>What a section may be used for.</summary>
    public static ImmutableArray<string> Uses { get; } =
        ["items", "information", "template", "types", "roles", "authority", "criteria"];

    /// <summary>The columns of a table, in the product's order.</summary>
    public static ImmutableArray<string> Columns(string table) => Tsv.Columns($"{table}.tsv");

    /// <summary>What a cell holds that a row does not speak of.</summary>
    public static string Unsaid(string column) => column switch
    {
        "phases" or "under" => "*",
        "mode" or "evidence" => "manual",
        "use" => "items",
        "anchor" => "deploy",
        _ => "-",
    };

    public static bool IsRole(string name) => RoleTable.IsKnown(Words.Of(name, Vocabulary.Shipped));

    /// <summary>The severity a name means; empty when it is none.</summary>
    public static string SeverityOf(string name) => SeverityScale.Of(name);

    /// <summary>A length of time as the house's defaults write it.</summary>
    public static string Length(TimeSpan length) => Durations.Write(length);

    private static ImmutableArray<string> Names<T>() where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
}
