using System.Text;

namespace Plimsoll.Core.Tests.Guide.Mutating;

/// <summary>Another way to write the same guide: first its lines, then its bytes.</summary>
internal sealed record Mutation(string Name, Func<Written, Written> Lines, Func<string, string> Bytes)
{
    /// <summary>In the order in which they may follow each other: what moves blocks, then letters, then ends of lines.
    /// </summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        Of("setext headings", Layout.UnderlinedHeadings),
        Of("star bullets", Layout.OtherBullets),
        Of("plus bullets", guide => Layout.OtherBullets(Layout.OtherBullets(guide))),
        Of("every number 1", Layout.EveryNumberOne),
        Of("numbers with parentheses", Layout.OtherNumbers),
        Of("wrapped lines", Wrapping.Indented),
        Of("wrapped lines at the edge", Wrapping.Lazy),
        Of("blank lines between items", Layout.BlankLinesBetweenItems),
        Of("tabs for nesting", Layout.TabsForNesting),
        Of("mojibake", Letters.Misread),
        Of("no-break spaces", Letters.NoBreakSpaces),
        Of("no final newline", text => text.TrimEnd('\n')),
        Of("byte order mark", text => "\uFEFF" + text),
        Of("CRLF", text => text.Replace("\n", "\r\n")),
    ];

    public (Written Guide, byte[] Bytes) Of(Written guide)
    {
        var written = Lines(guide);
        return (written, Encoding.UTF8.GetBytes(Bytes(written.Text)));
    }

    public static Mutation Together(IReadOnlyCollection<Mutation> some) => new(
        string.Join(" + ", some.Select(mutation => mutation.Name)),
        guide => some.Aggregate(guide, (before, mutation) => mutation.Lines(before)),
        text => some.Aggregate(text, (before, mutation) => mutation.Bytes(before)));

    private static Mutation Of(string name, Func<Written, Written> lines) => new(name, lines, text => text);

    private static Mutation Of(string name, Func<string, string> bytes) => new(name, guide => guide, bytes);
}
