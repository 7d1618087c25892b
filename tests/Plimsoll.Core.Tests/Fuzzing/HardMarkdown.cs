using System.Text;

namespace Plimsoll.Core.Tests.Fuzzing;

/// <summary>What makes parsers of Markdown slow, deep or large.</summary>
internal static class HardMarkdown
{
    private static readonly string[] Openings =
    [
        "- ", "> ", "1. ", "* ", "*", "**a ", "_a_ *b", "[", "![", "[a](", "[a](<b", "(", "`", "``a`", "<!--", "<a ",
        "&#", "| a ", "|-", "~~", "\\", "&amp;", "[ ] ", "- [ ] ", "a:", "- [ ] **a**: ", "<!-- plimsoll: id=",
        "T-24 hours ", "within 5 minutes ", "Release Manager / ", "(QA Lead) ", "every 30 ", "and ", "; ", "if ",
    ];

    public static string Any(Random random) => random.Next(7) switch
    {
        0 => Repeated(random, random.Next(1, 300)),
        1 => "- [ ] " + Repeated(random, random.Next(1, 100)) + "\n",
        2 => NestedLists(random),
        3 => HugeTable(random),
        4 => References(random),
        5 => Emphasis(random),
        _ => LongLine(random),
    };

    private static string Repeated(Random random, int times)
    {
        var some = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Openings[random.Next(Openings.Length)]);
        return string.Concat(Enumerable.Repeat(string.Concat(some), times));
    }

    private static string NestedLists(Random random)
    {
        var (step, text) = (random.Next(1, 5), new StringBuilder());
        for (var depth = random.Next(2, 200); depth > 0; depth--)
        {
            text.Append(' ', text.Length % 7 == 0 ? 0 : depth * step % 300).Append(random.Next(4) switch
            {
                0 => "1. a\n", 1 => "* b:\n", 2 => "> - c\n", _ => "- [ ] d\n",
            });
        }

        return text.ToString();
    }

    private static string HugeTable(Random random)
    {
        var columns = random.Next(1, 60);
        string Row(string cell) => string.Concat(Enumerable.Repeat($"| {cell} ", columns)) + "|\n";
        return Row("Item") + Row("---") + string.Concat(Enumerable.Repeat(Row("Owner **a**"), random.Next(1, 40)));
    }

    private static string References(Random random)
    {
        var count = random.Next(1, 200);
        return string.Concat(Enumerable.Range(0, count).Select(at => $"[a{at}]: b{at} 'c\n"))
            + string.Concat(Enumerable.Range(0, count).Select(at => $"[a{at}][a{at + 1}]"));
    }

    private static string Emphasis(Random random)
    {
        var text = new StringBuilder("- ");
        for (var times = random.Next(1, 400); times > 0; times--)
            text.Append("*_~`"[random.Next(4)], random.Next(1, 5)).Append(random.Next(2) == 0 ? "a" : " ");
        return text.ToString();
    }

    // Around the length at which a line is refused.
    private static string LongLine(Random random)
    {
        var line = Repeated(random, 1);
        return string.Concat(Enumerable.Repeat(line, random.Next(3800, 4100) / line.Length)) + "\n";
    }
}
