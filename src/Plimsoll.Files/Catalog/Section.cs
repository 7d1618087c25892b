using System.Collections.Immutable;
using System.Globalization;
using Plimsoll.Core.Catalog;

namespace Plimsoll.Files.Catalog;

/// <summary>A checked section: what was written, or else the default the table gives.</summary>
internal sealed record Section(YamlMap Map, SectionShape Shape)
{
    public YamlNode? Node(string name)
    {
        var key = KeyOf(name);
        return Map[name] ?? (key.Also is { } also ? Map[also] : null)
            ?? (key.Default is { } text ? new YamlText(Map.Place, text, Plain: true) : null);
    }

    public string? Text(string name) => (Node(name) as YamlText)?.Text;

    /// <summary>For keys that are required or have a default.</summary>
    public string Said(string name) => Text(name) ?? throw new InvalidOperationException(
        $"{Shape.Name}.{name} is neither required nor has a default in the table of keys.");

    public bool Flag(string name) => Said(name) == "true";

    public int Whole(string name) => int.Parse(Said(name), CultureInfo.InvariantCulture);

    /// <summary>A share is rounded down, so that no more than it are at risk; it is never less than the least.</summary>
    public int Share(string name, int of, int least) => ShareShape.Percent(Said(name)) is { } percent
        ? Math.Max(least, of * percent / 100) : Whole(name);

    public double Number(string name) => NumberOrNone(name) ?? 0;

    public double? NumberOrNone(string name) => Text(name) is { } text ? NumberShape.Parse(text) : null;

    public TimeSpan Time(string name) => TimeOrNone(name) ?? TimeSpan.Zero;

    public TimeSpan? TimeOrNone(string name) => Text(name) is { } text ? Duration.Parse(text) : null;

    public int? WholeOrNone(string name) => Text(name) is null ? null : Whole(name);

    public long? Size(string name) => Text(name) is { } text ? ByteSize.Parse(text) : null;

    public Section? Sub(string name, SectionShape shape) => Node(name) is YamlMap map ? new Section(map, shape) : null;

    public IEnumerable<YamlNode> Items(string name) => Node(name) is YamlList list ? list.Items : [];

    public ImmutableSortedDictionary<string, string> Texts(string name) => Node(name) is YamlMap map
        ? map.Entries.Where(e => e.Value is YamlText).ToImmutableSortedDictionary(
            e => e.Key.Text, e => e.Value is YamlText value ? value.Text : "", StringComparer.Ordinal)
        : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The variables that are no text but name a secret.</summary>
    public ImmutableSortedDictionary<string, SecretVariable> Secrets(string name) => Node(name) is YamlMap map
        ? map.Entries.Where(e => e.Value is YamlMap).ToImmutableSortedDictionary(
            e => e.Key.Text, e => Secret(new Section((YamlMap)e.Value, Scalars.Secret)), StringComparer.Ordinal)
        : SecretVariable.None;

    private static SecretVariable Secret(Section it) => new(it.Said("secret"), it.Said("as") == "file");

    /// <summary>Keys with one text or several.</summary>
    public IEnumerable<(string Key, ImmutableArray<string> Texts)> Lists(string name) => Node(name) is YamlMap map
        ? map.Entries.Select(e => (e.Key.Text, AsList(e.Value)))
        : [];

    private static ImmutableArray<string> AsList(YamlNode node) => node is YamlList list
        ? [.. list.Items.OfType<YamlText>().Select(t => t.Text)]
        : [.. node is YamlText text ? (ImmutableArray<string>)[text.Text] : []];

    private Key KeyOf(string name) => Shape.Find(name)
        ?? throw new InvalidOperationException($"{Shape.Name}.{name} is not in the table of keys.");
}
