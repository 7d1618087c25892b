using System.Collections.Immutable;
using Plimsoll.Core.Guide.Compiling;

namespace Plimsoll.Core.Guide;

/// <summary>What words mean to the compiler: the product's tables, extended or overridden by an
/// organisation's.</summary>
public sealed class Vocabulary
{
    private readonly VocabularyRows _rows;

    private Vocabulary(VocabularyRows rows)
    {
        _rows = rows;
        Roles = new RoleTable(rows.Roles);
        Concepts = new Concepts(rows.Concepts);
        Audiences = new Audiences(rows.Audiences);
        Sections = [.. rows.Sections.Select(SectionRow.Read)];
    }

    public static Vocabulary Shipped { get; } = new(new VocabularyRows(
        Tsv.Shipped("roles.tsv"), Tsv.Shipped("concepts.tsv"), Tsv.Shipped("sections.tsv"),
        Tsv.Shipped("audiences.tsv")));

    internal RoleTable Roles { get; }

    internal Concepts Concepts { get; }

    internal Audiences Audiences { get; }

    internal ImmutableArray<SectionRow> Sections { get; }

    /// <summary>An organisation's rows are looked at first; a concept of the product's name replaces it.</summary>
    public Vocabulary With(VocabularyRows own) => own.IsEmpty ? this : new Vocabulary(new VocabularyRows(
        [.. _rows.Roles, .. own.Roles],
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

    internal bool IsEmpty => Roles.IsEmpty && Concepts.IsEmpty && Sections.IsEmpty && Audiences.IsEmpty;
}
