using System.Collections.Immutable;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Tables the product ships inside itself: a header line, tabs between cells, <c>#</c> for remarks.</summary>
internal static class Tsv
{
    public static ImmutableArray<ImmutableDictionary<string, string>> Shipped(string name) => Parse(TextOf(name));

    public static ImmutableArray<string> Columns(string name) =>
        [.. TextOf(name).Split('\n').First(line => !line.StartsWith('#')).TrimEnd('\r').Split('\t')];

    public static ImmutableArray<ImmutableDictionary<string, string>> Parse(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r'))
            .Where(line => line.Length > 0 && !line.StartsWith('#')).Select(line => line.Split('\t')).ToList();
        return lines.Count == 0 ? [] : [.. lines.Skip(1).Select(cells => Row(lines[0], cells))];
    }

    /// <summary>The parts of a cell that holds a list; <c>-</c> says none.</summary>
    public static ImmutableArray<string> List(string cell) =>
        cell == "-" ? [] : [.. cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static string TextOf(string name)
    {
        using var stream = typeof(Tsv).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static ImmutableDictionary<string, string> Row(string[] header, string[] cells) =>
        header.Index().ToImmutableDictionary(
            column => column.Item,
            column => column.Index < cells.Length ? cells[column.Index].Trim() : "-");
}
