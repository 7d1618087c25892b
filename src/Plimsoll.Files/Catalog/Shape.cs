using System.Collections.Immutable;

namespace Plimsoll.Files.Catalog;

/// <summary>What may stand somewhere in a service file.</summary>
/// <remarks>Reader, nearest names and JSON Schema are all made from shapes, so they cannot disagree.</remarks>
internal abstract record Shape
{
    /// <summary>How a message calls it: "give …".</summary>
    public abstract string What { get; }

    /// <summary>Whether a node is of its kind at all; what is inside is looked at after that.</summary>
    public abstract bool IsKindOf(YamlNode node);
}

/// <summary>One text, whatever it means.</summary>
internal abstract record ScalarShape : Shape
{
    public sealed override bool IsKindOf(YamlNode node) => node is YamlText { IsEmpty: false };

    public abstract bool Fits(string text);
}

internal sealed record ListShape(Shape Of) : Shape
{
    public const int Most = 1000;

    public override string What => "a list";

    public override bool IsKindOf(YamlNode node) => node is YamlList;
}

/// <summary>Keys that the file's writer chooses.</summary>
internal sealed record FreeKeysShape(Shape Of, string Example) : Shape
{
    public override string What => $"keys with values, such as `{Example}`";

    public override bool IsKindOf(YamlNode node) => node is YamlMap;
}

/// <summary>Keys that this table knows.</summary>
/// <param name="Name">The name of its definition in the JSON Schema.</param>
/// <param name="Noun">How a message calls it: "an environment".</param>
internal sealed record SectionShape(string Name, string Noun, ImmutableArray<Key> Keys) : Shape
{
    public override string What
    {
        get
        {
            var first = Keys.Where(k => k.Required).Select(k => k.Name).DefaultIfEmpty(Keys[0].Name);
            return $"keys with values ({string.Join(", ", first)}, …)";
        }
    }

    public Key? Find(string name) => Keys.FirstOrDefault(k => k.Name == name || k.Also == name);

    public override bool IsKindOf(YamlNode node) => node is YamlMap;
}

/// <summary>One of several sections, told apart by their first key.</summary>
internal sealed record ChoiceShape(string Noun, ImmutableArray<SectionShape> Sections) : Shape
{
    public IEnumerable<string> FirstKeys => Sections.Select(s => s.Keys[0].Name);

    public override string What => $"{Noun} with {string.Join(" or ", FirstKeys.Select(k => $"`{k}`"))}";

    public override bool IsKindOf(YamlNode node) => node is YamlMap;
}

/// <summary>A short form and a long form of the same, told apart by whether it is a text, a list or keys.</summary>
internal sealed record EitherShape(Shape Short, Shape Long) : Shape
{
    public override string What => $"{Short.What}, or {Long.What}";

    public override bool IsKindOf(YamlNode node) => Short.IsKindOf(node) || Long.IsKindOf(node);
}

/// <summary>One key of a section.</summary>
/// <param name="Meaning">One sentence; a comment in files that are written, a hint in an editor.</param>
/// <param name="Default">As it would be written; null: nothing happens without the key.</param>
/// <param name="Also">Another spelling that is read.</param>
internal sealed record Key(
    string Name, Shape Shape, string Meaning, bool Required = false, string? Default = null, string? Also = null);
