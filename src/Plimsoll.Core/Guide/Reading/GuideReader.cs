using System.Collections.Immutable;
using Markdig.Extensions.Tables;
using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>Markdown text to headings and items. It walks with its own stack: depth costs memory, never the
/// process.</summary>
public sealed class GuideReader
{
    // As many items as most guides have.
    private const int Usual = 64;

    private readonly ImmutableArray<GuideHeading>.Builder _headings = ImmutableArray.CreateBuilder<GuideHeading>();
    private readonly ImmutableArray<GuideItem>.Builder _items = ImmutableArray.CreateBuilder<GuideItem>(Usual);
    private readonly ImmutableArray<GuideTable>.Builder _tables = ImmutableArray.CreateBuilder<GuideTable>();
    private readonly ImmutableArray<GuideLink>.Builder _links = ImmutableArray.CreateBuilder<GuideLink>();
    private readonly ImmutableArray<Place>.Builder _fenced = ImmutableArray.CreateBuilder<Place>();
    private readonly ImmutableArray<Place>.Builder _commented = ImmutableArray.CreateBuilder<Place>();
    private readonly Stack<(Block Block, int Item)> _ahead = new(Usual);
    private readonly InlineGatherer _words = new();
    private string _leadIn = "";

    private GuideReader()
    {
    }

    /// <exception cref="ArgumentException">The text is nested deeper than Markdig reads.</exception>
    public static GuideDocument Read(string text)
    {
        var (reader, document) = (new GuideReader(), GuideMarkdown.Parse(text));
        reader._ahead.Push((document, -1));
        while (reader._ahead.TryPop(out var next))
        {
            reader.Take(next.Block, next.Item);
        }

        return new GuideDocument(
            reader._headings.DrainToImmutable(), reader._items.DrainToImmutable(), reader._links.DrainToImmutable(),
            reader._fenced.DrainToImmutable(), reader._commented.DrainToImmutable())
        {
            Tables = reader._tables.DrainToImmutable(), TooMuchFrom = GuideMarkdown.LineOfTooMuch(document),
        };
    }

    private void Take(Block block, int item)
    {
        switch (block)
        {
            case HeadingBlock heading:
                TakeHeading(heading);
                break;
            case HtmlBlock html:
                TakeHtml(html, item);
                break;
            case CodeBlock code:
                TakeFence(code, item);
                break;
            case ParagraphBlock paragraph:
                TakeParagraph(paragraph, item);
                break;
            case Table table:
                TakeTable(table, item);
                break;
            case ListItemBlock entry:
                TakeItem(entry, item);
                break;
            case ContainerBlock container:
                PushChildren(container, item, 0);
                break;
        }
    }

    private void PushChildren(ContainerBlock container, int item, int from)
    {
        for (var at = container.Count - 1; at >= from; at--)
        {
            _ahead.Push((container[at], item));
        }
    }

    private void TakeHeading(HeadingBlock block)
    {
        var line = Collect(block);
        var parent = _headings.Count - 1;
        while (parent >= 0 && _headings[parent].Level >= block.Level)
        {
            parent = _headings[parent].Parent;
        }

        _headings.Add(new GuideHeading(PlaceOf(block), block.Level, line.Text, parent, line.Comment)
        {
            CommentAt = line.CommentAt,
        });
        _leadIn = "";
    }

    private void TakeParagraph(ParagraphBlock block, int item)
    {
        var line = Collect(block);
        if (item < 0 && line.IsForm)
        {
            Add(block, line, block, -1);
        }
        else if (item < 0)
        {
            var introduces = line.Text.EndsWith(':') || (line.Label.Length > 0 && line.Label == line.Text);
            _leadIn = introduces ? line.Text : "";
            TellHeading(line.Text);
        }
    }

    private void TellHeading(string prose)
    {
        if (_headings.Count > 0)
        {
            var heading = _headings[^1];
            _headings[^1] = heading with
            {
                Prose = heading.Prose.Length == 0 ? prose : $"{heading.Prose}\n{prose}",
            };
        }
    }

    // A fence inside an item, or after the list it ends, belongs to it.
    private void TakeFence(CodeBlock block, int item)
    {
        Boxes.AddTo(_fenced, block);
        var last = item >= 0 ? item : _items.Count - 1;
        if (last >= 0 && _items[last] is { Fence: 0 } above && (item >= 0 || (above.Text.EndsWith(':')
            && block.Parent is { } holder && holder.IndexOf(block) is > 0 and var at && holder[at - 1] is ListBlock)))
        {
            _items[last] = above with { Fence = block.Line + 1 };
        }
    }

    private void TakeItem(ListItemBlock block, int parent)
    {
        var first = block.Count > 0 && block[0] is ParagraphBlock paragraph ? paragraph : null;
        var line = first is null ? InlineLine.Empty : Collect(first);
        Add(block, line, block, parent);
        PushChildren(block, _items.Count - 1, first is null ? 0 : 1);
    }

    private void Add(Block block, InlineLine line, Block list, int parent)
    {
        var hasChildren = list is ListItemBlock entry && HasList(entry);
        var ordered = list.Parent is ListBlock { IsOrdered: true };
        _items.Add(new GuideItem(
            PlaceOf(block), line.IsForm ? line.FirstLine : line.Text, line.Label, line.HasBox || line.IsForm,
            line.Ticked, ordered, IsRow: false, hasChildren, parent, _headings.Count - 1, _leadIn, OwnerCell: "",
            line.Comment) { IsBareLink = line.IsBareLink, CommentAt = line.CommentAt, Links = line.Links });
    }

    private static bool HasList(ListItemBlock entry)
    {
        for (var at = 0; at < entry.Count; at++)
        {
            if (entry[at] is ListBlock) return true;
        }

        return false;
    }

    private void TakeTable(Table table, int parent)
    {
        var (rows, cells) = (new List<TableRow>(table.Count), new List<ImmutableArray<InlineLine>>(table.Count));
        foreach (var block in table)
        {
            if (block is not TableRow row) continue;
            rows.Add(row);
            cells.Add(CellsOf(row));
        }

        if (rows.Count == 0 || ChecklistColumns.Of(cells) is not { } columns)
        {
            Keep(table, rows, cells);
            return;
        }

        for (var at = 1; at < rows.Count; at++)
        {
            var line = columns.ItemOf(cells[at]);
            _items.Add(new GuideItem(
                PlaceOf(rows[at]), line.Text, line.Label, HasBox: true, Ticked: false, Ordered: false, IsRow: true,
                HasChildren: false, parent, _headings.Count - 1, _leadIn, columns.OwnerOf(cells[at]), line.Comment)
            {
                CommentAt = line.CommentAt,
                Links = line.Links,
            });
        }
    }

    private void Keep(Table table, List<TableRow> rows, List<ImmutableArray<InlineLine>> cells)
    {
        if (rows.Count > 1)
        {
            _tables.Add(new GuideTable(
                PlaceOf(table), _headings.Count - 1, [.. cells[0].Select(cell => cell.Text)],
                [.. rows.Skip(1).Select((row, at) =>
                    new GuideTableRow(PlaceOf(row), [.. cells[at + 1].Select(cell => cell.Text)]))]));
        }
    }

    private ImmutableArray<InlineLine> CellsOf(TableRow row)
    {
        var cells = ImmutableArray.CreateBuilder<InlineLine>(row.Count);
        foreach (var block in row)
        {
            if (block is TableCell cell) cells.Add(Cell(cell));
        }

        return cells.DrainToImmutable();
    }

    private InlineLine Cell(TableCell cell)
    {
        foreach (var block in cell)
        {
            if (block is ParagraphBlock paragraph) return Collect(paragraph);
        }

        return InlineLine.Empty;
    }

    private InlineLine Collect(LeafBlock block)
    {
        var line = _words.Gather(block);
        _links.AddRange(line.Links);
        _commented.AddRange(line.CommentedBoxes);
        return line;
    }

    private void TakeHtml(HtmlBlock block, int item)
    {
        Boxes.AddTo(_commented, block);
        if (PlimsollComment.In(block.Lines.ToString()) is not { Length: > 0 } comment)
        {
            return;
        }

        if (item >= 0)
        {
            _items[item] = _items[item] with
            {
                Comment = PlimsollComment.Join(_items[item].Comment, comment),
                CommentAt = _items[item].CommentAt is { Line: > 0 } first ? first : PlaceOf(block),
            };
        }
        else if (_headings.Count > 0)
        {
            var heading = _headings[^1];
            _headings[^1] = heading with
            {
                Comment = PlimsollComment.Join(heading.Comment, comment),
                CommentAt = heading.CommentAt is { Line: > 0 } first ? first : PlaceOf(block),
            };
        }
    }

    private static Place PlaceOf(Block block) => new(block.Line + 1, block.Column + 1);
}
