using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>What words mean to the compiler: the product's tables, extended or overridden by an
/// organisation's.</summary>
public sealed class Vocabulary
{
    private readonly VocabularyRows _rows;

    private Vocabulary(VocabularyRows rows, Vocabulary? same = null)
    {
        _rows = rows;
        Roles = [.. rows.Roles.SelectMany(RoleAlias.Read)];
        Concepts = same?.Concepts ?? [.. rows.Concepts.Select(Compiling.Concepts.Read)];
        Sections = same?.Sections ?? [.. rows.Sections.Select(SectionRow.Read)];
        SectionMarks = [.. Sections.Select(row => row.Stems.Mark)];
        Audiences = same?.Audiences ?? [.. rows.Audiences.Select(row => (row["audience"], Stems.Parse(row["stems"])))];
        Lexicon = Lexicon.Of(
        [
            .. Wording.All, .. Kinds.All, .. Topics.All, .. Measures.All, .. Conditions.All,
            .. Sections.Select(row => row.Stems), .. Audiences.Select(row => row.Stems),
        ], Concepts, Roles);
    }

    public static Vocabulary Shipped { get; } = new(new VocabularyRows(
        Tsv.Shipped("roles.tsv"), Tsv.Shipped("concepts.tsv"), Tsv.Shipped("sections.tsv"),
        Tsv.Shipped("audiences.tsv")));

    internal ImmutableArray<RoleAlias> Roles { get; }

    internal ImmutableArray<Concept> Concepts { get; }

    internal ImmutableArray<SectionRow> Sections { get; }

    /// <summary>The marks of their stems, side by side: most rows are passed over.</summary>
    internal ImmutableArray<Bits> SectionMarks { get; }

    internal ImmutableArray<(string Audience, Stems Stems)> Audiences { get; }

    /// <summary>All of it, by the letters that words begin with.</summary>
    internal Lexicon Lexicon { get; }

    /// <summary>An organisation's rows are looked at first; a concept or audience of the product's name replaces
    /// it.</summary>
    public Vocabulary With(VocabularyRows own) => own.IsEmpty ? this
        : own.HasRolesOnly ? new Vocabulary(_rows with { Roles = [.. own.Roles, .. _rows.Roles] }, this)
        : new Vocabulary(new VocabularyRows(
        [.. own.Roles, .. _rows.Roles],
        [.. own.Concepts, .. Without("concept", _rows.Concepts, own.Concepts)],
        [.. own.Sections, .. _rows.Sections],
        [.. own.Audiences, .. Without("audience", _rows.Audiences, own.Audiences)]));

    private static IEnumerable<ImmutableDictionary<string, string>> Without(
        string name, ImmutableArray<ImmutableDictionary<string, string>> shipped,
        ImmutableArray<ImmutableDictionary<string, string>> own) =>
        shipped.Where(row => !own.Any(mine => mine[name] == row[name]));
}

/// <summary>Rows of the four tables, by column.</summary>
public sealed record VocabularyRows(
    ImmutableArray<ImmutableDictionary<string, string>> Roles,
    ImmutableArray<ImmutableDictionary<string, string>> Concepts,
    ImmutableArray<ImmutableDictionary<string, string>> Sections,
    ImmutableArray<ImmutableDictionary<string, string>> Audiences)
{
    public static VocabularyRows None { get; } = new([], [], [], []);

    internal bool HasRolesOnly => Concepts.IsEmpty && Sections.IsEmpty && Audiences.IsEmpty;

    internal bool IsEmpty => Roles.IsEmpty && Concepts.IsEmpty && Sections.IsEmpty && Audiences.IsEmpty;
}
