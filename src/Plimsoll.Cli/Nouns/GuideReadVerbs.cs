using System.CommandLine;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Guide.Writing;
using Plimsoll.Files.Guide;

namespace Plimsoll.Cli.Nouns;

/// <summary>What a guide says, told in other ways; none of it changes anything.</summary>
internal static class GuideReadVerbs
{
    public static IEnumerable<Command> All() =>
    [
        Verb.Of("explain", "Say why a line became what it became",
            [Takes.Argument("FILE", "The guide, in Markdown; - reads standard input"),
                Takes.Argument("LINE", "The line, as guide check numbers it, such as 14 or 14a"), GuideFiles.Option], Explain),
        Verb.Of("diff", "Say what a revision changes for releases and incidents",
            [Takes.Argument("OLD", "A guide, or the word applied for the one in force"),
                Takes.Argument("NEW", "The revision, or the word applied")], Diff),
        Verb.Of("export", "Print a playbook: as Markdown that compiles to the same checks, or as JSON",
            [Takes.Argument("FILE", "A guide, or the word applied for the one in force"),
                Takes.Flag("--markdown", "As Markdown [default]"),
                Takes.Flag(GuideFiles.Flag, "Its sidecar instead: severities, settings, bindings")], Export),
    ];

    private static async Task Explain(Call call, CancellationToken stop)
    {
        var file = await GuideFile.Read(call, call.Text("FILE"), call.Text(GuideFiles.Flag), stop);
        var (line, part) = LineOf(call.Text("LINE"));
        var told = GuideExplanation.Of(file.Guide, line, part);
        call.Show(told, one => $"{one.Guide}:{one.Line} {one.Text}".TrimEnd() + "\n"
            + Table.Facts(one.Reasons.Select(reason => (reason.About, reason.Says))));
        call.Next($"plimsoll guide check {file.File}");
    }

    private static (int Line, string Part) LineOf(string said)
    {
        var digits = said.TakeWhile(char.IsAsciiDigit).Count();
        return int.TryParse(said.AsSpan(0, digits), out var line) && said[digits..].All(char.IsAsciiLetterLower)
            ? (line, said[digits..])
            : throw Failure.Usage($"\"{said}\" is no line of a guide.", fix: "Give its number, such as 14, or 14a for a part.");
    }

    private static async Task Diff(Call call, CancellationToken stop)
    {
        var (old, now) = (call.Text("OLD"), call.Text("NEW"));
        var diff = PlaybookDiff.Of(
            await GuideFile.Playbook(call, old, stop), await GuideFile.Playbook(call, now, stop));
        call.Print(call.Json ? PlaybookDiffJson.Write(diff) : GuideDiffText.Of(diff));
        call.Next(now == GuideFile.Applied ? "plimsoll guide show" : $"plimsoll guide apply {now}");
    }

    private static async Task Export(Call call, CancellationToken stop)
    {
        if ((call.Json ? 1 : 0) + (call.Has("--markdown") ? 1 : 0) + (call.Has(GuideFiles.Flag) ? 1 : 0) > 1)
            throw Failure.Usage("More than one of --json, --markdown and --sidecar was given.", fix: "Give one of them.");
        var file = call.Text("FILE");
        var playbook = await GuideFile.Playbook(call, file, stop);
        if (call.Has(GuideFiles.Flag))
        {
            call.Print(SidecarText.Of(playbook));
            call.Next($"plimsoll guide export {file} --sidecar > guide.plimsoll.yaml");
            return;
        }

        call.Print(call.Json ? PlaybookJson.Write(playbook) : PlaybookMarkdown.Write(playbook));
        call.Next(call.Json
            ? $"plimsoll guide export {file} --json > playbook.json" : $"plimsoll guide export {file} > guide.md");
    }
}
