using System.Buffers;
using System.Collections.Immutable;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Plimsoll.Core.Guide.Reading;

/// <summary>Gathers the plain words of one paragraph after the other.</summary>
internal sealed class InlineGatherer
{
    private const char OpenBox = '\u2610';

    private static readonly SearchValues<char> OtherSpaces = SearchValues.Create("\t\n\v\f\r\u0085\u00A0\u1680\u2000"
        + "\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000");

    private char[] _text = new char[256];
    private int _length;
    private ImmutableArray<GuideLink> _links = [];
    private ImmutableArray<Place> _boxes = [];
    private readonly Stack<Inline> _ahead = new();
    private EmphasisInline? _first;
    private int _labelEnd;
    private int _break;
    private bool _hasBox;
    private bool _ticked;
    private string _comment = "";
    private Place _commentAt;

    public InlineLine Gather(LeafBlock block)
    {
        Forget();
        if (block.Inline is null) TakeWords(block);
        else _ahead.Push(block.Inline);
        while (_ahead.TryPop(out var inline))
        {
            Take(inline);
        }

        var text = Tidy(_length);
        var label = _labelEnd > 0 ? Tidy(_labelEnd).TrimEnd(':').TrimEnd() : "";
        var first = _break > 0 ? Tidy(_break) : text;
        var boxed = text.Contains(OpenBox);
        var drawn = boxed && text.StartsWith(OpenBox);
        return new InlineLine(
            drawn ? text[1..].TrimStart() : text, label, _hasBox || drawn, _ticked, _comment,
            _links, _boxes)
        {
            CommentAt = _commentAt,
            FirstLine = boxed ? Tidied(first.Replace($"{OpenBox}", "", StringComparison.Ordinal).Trim()) : first,
            IsForm = boxed && label.Length > 0 && first.IndexOf(OpenBox, StringComparison.Ordinal) > label.Length,
            IsBareLink = block.Inline is { FirstChild: LinkInline only } line && line.LastChild == only,
        };
    }

    private void Forget()
    {
        _length = 0;
        (_links, _boxes, _first) = ([], [], null);
        (_labelEnd, _break, _hasBox, _ticked) = (0, 0, false, false);
        (_comment, _commentAt) = ("", default);
    }

    // Markdig was not asked to look for anything in it.
    private void TakeWords(LeafBlock block)
    {
        for (var at = 0; at < block.Lines.Count; at++)
        {
            var line = block.Lines.Lines[at].Slice.AsSpan();
            if (at > 0)
            {
                Append(" ");
            }
            else if (Boxes.Begins(line))
            {
                (_hasBox, _ticked) = (true, line[1] != ' ');
                line = line[Boxes.Length..];
            }

            Append(line);
        }
    }

    private void Take(Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Append(literal.Content.AsSpan());
                break;
            case TaskList box:
                (_hasBox, _ticked) = (true, box.Checked);
                break;
            case CodeInline code:
                Append(code.Content);
                break;
            case LineBreakInline:
                _break = _break > 0 ? _break : _length;
                Append(" ");
                break;
            case HtmlEntityInline entity:
                Append(entity.Transcoded.AsSpan());
                break;
            case AutolinkInline auto:
                Append(auto.Url);
                break;
            case HtmlInline html:
                TakeHtml(html);
                break;
            case ContainerInline container:
                TakeContainer(container);
                break;
        }

        NoteEndOfLabel(inline);
    }

    private void TakeContainer(ContainerInline container)
    {
        if (container is LinkInline { Url: { Length: > 0 } url } link)
        {
            _links = _links.Add(new GuideLink(new Place(link.Line + 1, link.Column + 1), url));
        }

        if (container is EmphasisInline { DelimiterCount: 2 } bold
            && _text.AsSpan(0, Math.Min(_length, 8)).IsWhiteSpace())
        {
            _first ??= bold;
        }

        for (var child = container.LastChild; child is not null; child = child.PreviousSibling)
        {
            _ahead.Push(child);
        }
    }

    private void NoteEndOfLabel(Inline inline)
    {
        if (_first is not null && inline.Parent == _first)
        {
            _labelEnd = _length;
        }
    }

    private void TakeHtml(HtmlInline html)
    {
        var comment = PlimsollComment.In(html.Tag);
        _commentAt = _comment.Length == 0 && comment.Length > 0 ? new Place(html.Line + 1, html.Column + 1)
            : _commentAt;
        _comment = PlimsollComment.Join(_comment, comment);
        if (Boxes.IsBox(html.Tag))
        {
            _boxes = _boxes.Add(new Place(html.Line + 1, html.Column + 1));
        }
    }

    // What follows a box begins with a space; seldom is there more to do than to take that away.
    private string Tidy(int end) => Tidied(_text.AsSpan(0, end).Trim().ToString());

    private void Append(ReadOnlySpan<char> words)
    {
        if (words.Length > _text.Length - _length) Array.Resize(ref _text, 2 * (_length + words.Length));
        words.CopyTo(_text.AsSpan(_length));
        _length += words.Length;
    }

    private static string Tidied(string text) =>
        !HasOtherSpaces(text) && !text.Contains("  ", StringComparison.Ordinal) ? text
            : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // Most lines are plain English letters.
    private static bool HasOtherSpaces(ReadOnlySpan<char> text) =>
        text.ContainsAnyExceptInRange(' ', '~') && text.ContainsAny(OtherSpaces);
}
