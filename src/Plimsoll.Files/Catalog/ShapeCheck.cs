using System.Collections.Immutable;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Files.Catalog;

/// <summary>Compares what was written with the table of keys; every difference is a problem with its place.</summary>
internal sealed class ShapeCheck(Problems problems)
{
    public void Look(YamlNode node, Shape shape, string named)
    {
        var form = shape is not EitherShape either ? shape
            : either.Long.IsKindOf(node) && !IsUnquoted(node) ? either.Long : either.Short;
        Look(node, form, shape, named);
    }

    /// <param name="expected">What a message says is wanted; the shape with all its forms.</param>
    private void Look(YamlNode node, Shape shape, Shape expected, string named)
    {
        if (!shape.IsKindOf(node)) WrongKind(node, expected, named);
        else if (shape is ScalarShape scalar && node is YamlText text) Fit(text, scalar, expected, named);
        else if (shape is ListShape list && node is YamlList items) Items(items, list, named);
        else if (node is YamlMap map) Map(map, shape);
    }

    private void WrongKind(YamlNode node, Shape expected, string named)
    {
        if (node is YamlText { IsEmpty: true })
            problems.Error(node.Place, $"`{named}` has no value.", $"Give {expected.What}, or remove the line.");
        else if (expected is not SectionShape && IsUnquoted(node))
            problems.Error(node.Place, $"`{named}` starts with {{ and is not quoted.", "Put it in double quotes.");
        else
            problems.Error(node.Place, $"`{named}` is {node.What}.", $"Give {expected.What}.");
    }

    private static bool IsUnquoted(YamlNode node) =>
        node is YamlMap { Entries: [{ Key.Text: "target" or "version" or "commit" or "instance", Value: YamlText }] };

    private void Fit(YamlText text, ScalarShape shape, Shape expected, string named)
    {
        if (shape.Fits(text.Text)) return;
        var near = shape is WordShape words ? Nearest.To(text.Text, words.Words) : null;
        var given = text.Text.Length == 0 ? "an empty text" : Problems.Quote(text.Text);
        problems.Error(
            text.Place,
            text.Text.Length > TextShape.Longest
                ? $"`{named}` has {text.Text.Length} characters; {TextShape.Longest} are read at most."
                : $"`{named}` is {given}.",
            near is null ? $"Give {expected.What}." : $"Did you mean `{near}`?");
    }

    private void Items(YamlList list, ListShape shape, string named)
    {
        if (list.Items.Length > ListShape.Most)
            problems.Error(
                list.Place, $"`{named}` has {list.Items.Length} items.", $"At most {ListShape.Most} are read.");
        else
            foreach (var item in list.Items) Look(item, shape.Of, named);
    }

    private void Map(YamlMap map, Shape shape)
    {
        if (shape is FreeKeysShape free)
            foreach (var entry in map.Entries) Look(entry.Value, free.Of, Shown(entry.Key));
        else if (shape is SectionShape section) Section(map, section);
        else if (shape is ChoiceShape choice) Choose(map, choice);
    }

    private void Section(YamlMap map, SectionShape section)
    {
        foreach (var entry in map.Entries.TakeWhile(_ => !problems.IsFull))
            if (section.Find(entry.Key.Text) is { } key) Look(entry.Value, key.Shape, key.Name);
            else Unknown(entry.Key, section);
        foreach (var key in section.Keys.Where(k => k.Required && map[k.Name] is null))
            problems.Error(
                map.Place, $"`{key.Name}` is missing; {section.Noun} needs it.", $"Add `{key.Name}:`. {key.Meaning}");
        foreach (var key in section.Keys.Where(k => map[k.Name] is not null && map[k.Also ?? ""] is not null))
            problems.Error(map.Place, $"`{key.Name}` and `{key.Also}` are the same key.", "Keep one of them.");
    }

    private void Unknown(YamlText key, SectionShape section)
    {
        var elsewhere = ServiceKeys.Sections.FirstOrDefault(s => s.Find(key.Text) is not null);
        var fix = Nearest.To(key.Text, section.Keys.Select(k => k.Name)) is { } near ? $"Did you mean `{near}`?"
            : key.Text == "<<" ? "Put what environments share under `defaults:`."
            : elsewhere is not null ? $"It is a key of {elsewhere.Noun}; check the indentation."
            : $"Known here: {string.Join(", ", section.Keys.Select(k => k.Name))}.";
        problems.Error(key.Place, $"{Problems.Quote(key.Text)} is no key of {section.Noun}.", fix);
    }

    private void Choose(YamlMap map, ChoiceShape choice)
    {
        ImmutableArray<SectionShape> said = [.. choice.Sections.Where(s => map[s.Keys[0].Name] is not null)];
        if (said.Length == 1) Section(map, said[0]);
        else if (said.Length > 1)
            problems.Error(
                map.Place,
                $"This is {string.Join(" and ", said.Select(s => s.Noun))} at once.",
                "Make each an item of its own, starting with `- `.");
        else
            problems.Error(map.Place, $"This is not {choice.What}.", Meant(map, choice));
    }

    private static string Meant(YamlMap map, ChoiceShape choice) =>
        map.Entries.Select(e => Nearest.To(e.Key.Text, choice.FirstKeys)).FirstOrDefault(n => n is not null) is { } near
            ? $"Did you mean `{near}`?"
            : $"Start it with one of {string.Join(", ", choice.FirstKeys.Select(k => $"`{k}:`"))}.";

    private static string Shown(YamlText key) => Problems.Quote(key.Text).Trim('`');
}
