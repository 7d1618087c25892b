using System.CommandLine;
using Plimsoll.Core.Guide;

namespace Plimsoll.Cli.Nouns;

/// <summary>What a guide says, told in other ways; none of it changes anything.</summary>
internal static class GuideReadVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("explain", "Say why a line became what it became",
            [Takes.Argument("FILE", "The guide, in Markdown; - reads standard input"),
                Takes.Number("LINE", "The line, as guide check numbers it")], Explain),
    ];

    private static async Task Explain(Call call, CancellationToken stop)
    {
        var file = await GuideFile.Read(call, call.Text("FILE"), stop);
        var told = GuideExplanation.Of(file.Guide, call.Number("LINE"));
        call.Show(told, one => $"{one.Guide}:{one.Line} {one.Text}".TrimEnd() + "\n"
            + Table.Facts(one.Reasons.Select(reason => (reason.About, reason.Says))));
        call.Next($"plimsoll guide check {file.File}");
    }
}
