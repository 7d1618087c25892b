using System.Collections.Immutable;

namespace Plimsoll.Files.Catalog;

/// <summary>A piece of YAML with its place. Every scalar is text; nothing becomes a number by itself.</summary>
internal abstract record YamlNode(Place Place)
{
    /// <summary>How a message calls it.</summary>
    public abstract string What { get; }
}

/// <param name="Plain">Written without quotes.</param>
internal sealed record YamlText(Place Place, string Text, bool Plain) : YamlNode(Place)
{
    public bool IsEmpty => Plain && Text is "" or "~" or "null";

    public override string What => IsEmpty ? "nothing" : Problems.Quote(Text);
}

internal sealed record YamlList(Place Place, ImmutableArray<YamlNode> Items) : YamlNode(Place)
{
    public override string What => "a list";
}

internal sealed record YamlMap(Place Place, ImmutableArray<YamlEntry> Entries) : YamlNode(Place)
{
    public override string What => "keys with values";

    public YamlNode? this[string key] => Entries.FirstOrDefault(e => e.Key.Text == key)?.Value;

    /// <summary>The same map, with what only <paramref name="other"/> says added.</summary>
    public YamlMap Completed(YamlMap? other) => other is null
        ? this
        : this with { Entries = [.. Entries, .. other.Entries.Where(e => this[e.Key.Text] is null)] };

    public YamlMap With(string key, YamlNode value) =>
        this with { Entries = [.. Entries.Select(e => e.Key.Text == key ? e with { Value = value } : e)] };
}

internal sealed record YamlEntry(YamlText Key, YamlNode Value);
