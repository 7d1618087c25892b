using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Plimsoll.Files.Catalog;

/// <summary>Builds nodes from YAML events: one document, no anchors, no tags, no key twice, bounded depth.</summary>
internal sealed class YamlTree(IParser parser, Problems problems)
{
    private const int Deepest = 20;

    /// <summary>Null when there is nothing, or nothing that could be read; then a problem says so.</summary>
    public YamlNode? Read()
    {
        Next();
        Next();
        if (parser.Current is not DocumentStart) return null;
        Next();
        var root = Node(1);
        Next();
        Next();
        if (parser.Current is DocumentStart second)
            throw new NotRead(
                second.Start, "A second document starts here.", "Put several services under `services:`.");
        return root;
    }

    private void Next() => parser.MoveNext();

    private YamlNode Node(int depth)
    {
        var here = parser.Current ?? throw new NotRead(Mark.Empty, "The file ends too early.", "Complete it.");
        if (here is AnchorAlias alias) throw NoAnchors(alias.Start);
        if (here is NodeEvent node) Plain(node);
        if (depth > Deepest)
            throw new NotRead(
                here.Start, $"This is nested more than {Deepest} deep.", "No key needs that; check the brackets.");
        return here switch
        {
            Scalar scalar => new YamlText(At(here.Start), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => new YamlList(At(here.Start), Items(depth)),
            _ => new YamlMap(At(here.Start), Entries(depth)),
        };
    }

    private static void Plain(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty) throw NoAnchors(node.Start);
        if (!node.Tag.IsEmpty && node.Tag != "!" && node.Tag != "?")
            throw new NotRead(
                node.Start, "Tags such as `!!str` are not read here.", "Remove it; quote a text where needed.");
    }

    private static NotRead NoAnchors(Mark at) => new(
        at,
        "Anchors (`&`) and aliases (`*`) are not read here.",
        "Put what environments share under `defaults:`; quote a text that starts with & or *.");

    private ImmutableArray<YamlNode> Items(int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        for (Next(); parser.Current is not SequenceEnd; Next()) items.Add(Node(depth + 1));
        return items.ToImmutable();
    }

    private ImmutableArray<YamlEntry> Entries(int depth)
    {
        var (entries, seen) = (ImmutableArray.CreateBuilder<YamlEntry>(), new Dictionary<string, Place>());
        for (Next(); parser.Current is not MappingEnd; Next())
        {
            var key = Node(depth + 1) as YamlText ?? throw new NotRead(
                parser.Current?.Start ?? Mark.Empty,
                "A key must be a word.",
                "A value that starts with { or [ must be quoted.");
            Next();
            var value = Node(depth + 1);
            if (seen.TryAdd(key.Text, key.Place)) entries.Add(new YamlEntry(key, value));
            else
                problems.Error(
                    key.Place,
                    $"{Problems.Quote(key.Text)} is here twice; the first is in line {seen[key.Text].Line}.",
                    "Keep one of them.");
        }
        return entries.ToImmutable();
    }

    internal static Place At(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}

/// <summary>YAML that is well formed and yet not read; it ends the reading like malformed YAML does.</summary>
internal sealed class NotRead(Mark at, string message, string fix) : YamlException(at, at, message)
{
    public string Fix => fix;
}
