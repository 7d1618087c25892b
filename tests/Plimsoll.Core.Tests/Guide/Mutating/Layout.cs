using Markdig.Syntax;

namespace Plimsoll.Core.Tests.Guide.Mutating;

/// <summary>The same blocks, laid out by another hand.</summary>
internal static class Layout
{
    /// <summary>Each bullet becomes the next of the three, so that lists that were apart stay apart.</summary>
    public static Written OtherBullets(Written guide) => Marks(guide, (line, column) =>
        $"{line[..column]}{line[column] switch { '-' => '*', '*' => '+', '+' => '-', var digit => digit }}"
        + line[(column + 1)..]);

    /// <summary>Every number is 1; what stands in the items keeps its column.</summary>
    public static Written EveryNumberOne(Written guide) => Marks(guide, (line, column) =>
    {
        var digits = line.AsSpan(column).IndexOfAnyExceptInRange('0', '9');
        return digits <= 0 ? line
            : $"{line[..column]}1{line[column + digits]}{new string(' ', digits - 1)}{line[(column + digits + 1)..]}";
    });

    /// <summary><c>1.</c> becomes <c>1)</c> and the other way round.</summary>
    public static Written OtherNumbers(Written guide) => Marks(guide, (line, column) =>
    {
        var mark = column + line.AsSpan(column).IndexOfAnyExceptInRange('0', '9');
        return mark <= column ? line : $"{line[..mark]}{(line[mark] == '.' ? ')' : '.')}{line[(mark + 1)..]}";
    });

    public static Written BlankLinesBetweenItems(Written guide)
    {
        var structure = Structure.Of(guide);
        var starts = structure.Items.Select(item => item.Line).Except(structure.Frozen).ToHashSet();
        return guide.Each((line, at) =>
            starts.Contains(at) && at > 0 && guide.Lines[at - 1].Text.Trim().Length > 0 ? ["", line] : [line]);
    }

    /// <summary>Headings underlined instead of marked; one that would become something else stays.</summary>
    public static Written UnderlinedHeadings(Written guide)
    {
        var levels = Structure.Of(guide).Headings.ToDictionary(heading => heading.Line, heading => heading.Level);
        return guide.Each((line, at) =>
            levels.TryGetValue(at, out var level) && PlainTitle(line) is { Length: > 0 } title
                ? ["", title, level == 1 ? "=====" : "-----"] : [line]);
    }

    /// <summary>One tab for each level in place of spaces.</summary>
    public static Written TabsForNesting(Written guide)
    {
        var structure = Structure.Of(guide);
        var tabs = new Dictionary<int, int>();
        foreach (var list in structure.PlainLists.Where(list => IsNarrow(list) && !HidesAMark(list, structure, guide)))
        {
            foreach (var paragraph in list.Descendants<ParagraphBlock>())
                foreach (var line in structure.LinesOf(paragraph)) tabs[line] = Structure.DepthOf(paragraph);
            foreach (var item in list.Descendants<ListItemBlock>()) tabs[item.Line] = Structure.DepthOf(item) - 1;
        }

        return guide.Each((line, at) =>
            [tabs.TryGetValue(at, out var count) ? new string('\t', count) + line.TrimStart(' ') : line]);
    }

    // A tab is four columns: more than that before the text, and what follows would stand outside of the item.
    private static bool IsNarrow(ListBlock list)
    {
        var items = list.Descendants<ListItemBlock>().ToList();
        return items.TrueForAll(item => Structure.WidthOf(item) <= 4)
            && items.Select(item => item.Line).Distinct().Count() == items.Count;
    }

    // A line of a paragraph that would begin a block, stood it elsewhere.
    private static bool HidesAMark(ListBlock list, Structure structure, Written guide) => list
        .Descendants<ParagraphBlock>().SelectMany(paragraph => structure.LinesOf(paragraph).Skip(1))
        .Any(line => guide.Lines[line].Text.TrimStart() is [var first, ..]
            && (char.IsAsciiDigit(first) || "-+*#>=".Contains(first)));

    private static string PlainTitle(string line)
    {
        var title = line.Trim().TrimStart('#').Trim();
        title = title.TrimEnd('#') is { } open && open.EndsWith(' ') ? open.TrimEnd() : title;
        return title.Length > 0 && char.IsAsciiLetter(title[0]) && !title.Contains('|') ? title : "";
    }

    private static Written Marks(Written guide, Func<string, int, string> change)
    {
        var columns = Structure.Of(guide).Items.ToLookup(item => item.Line, item => item.Column);
        return guide.Each((line, at) => [columns[at].OrderDescending().Aggregate(line, change)]);
    }
}
