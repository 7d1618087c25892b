using System.Collections.Immutable;
using System.Globalization;

namespace Plimsoll.Files.Catalog;

/// <summary>Finds the place in the file that a flaw speaks of, or the nearest thing around it.</summary>
internal static class PathPlace
{
    public static Place Of(YamlNode node, ImmutableArray<string> path)
    {
        foreach (var step in path)
        {
            if (Down(node, step) is not { } next) break;
            node = next;
        }
        return node.Place;
    }

    private static YamlNode? Down(YamlNode node, string step) => node switch
    {
        YamlMap map => map[step] ?? ServiceKeys.Sections
            .Select(s => s.Find(step)?.Also).Where(also => also is not null).Select(also => map[also ?? ""])
            .FirstOrDefault(found => found is not null),
        YamlList list when Index(step) is { } at && at < list.Items.Length => list.Items[at],
        YamlList list => list.Items.OfType<YamlMap>().LastOrDefault(item => SuiteReading.NameOf(item) == step),
        _ => null,
    };

    private static int? Index(string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : null;
}
