using System.CommandLine;
using System.Text.Json;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Api;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll guide</c>: the guide that says what a release needs. Checking needs no server.</summary>
internal static class GuideNoun
{
    private static Symbol File => Takes.Argument("FILE", "The guide, in Markdown; - reads standard input");

    public static Command All() => Verb.Noun(
        "guide", "The written guide that says what a release needs",
        Verb.Of("check", "Compile a guide and say what each line became; changes nothing",
            [File, GuideFiles.Option], Check),
        Verb.Of("apply", "Make a guide the one that new candidates are judged by",
            [File, GuideFiles.Option], Apply),
        Verb.Of("show", "Print the playbook in force, as JSON", [], Show));

    private static async Task<int> Check(Call call, CancellationToken stop)
    {
        var compiled = await Compile(call, stop);
        call.Print(call.Json ? GuideReport.Json(compiled.Guide) : GuideReport.Text(compiled.Guide));
        call.Next(compiled.Guide.HasErrors
            ? $"mend {compiled.File}, then plimsoll guide check {compiled.File}"
            : $"plimsoll guide apply {compiled.File}");
        return compiled.Guide.HasErrors ? ExitCodes.Usage : ExitCodes.Ok;
    }

    private static async Task Apply(Call call, CancellationToken stop)
    {
        var (file, bytes, guide, beside) = await Compile(call, stop);
        if (guide.HasErrors) throw Failure.Usage(
            $"{file} cannot be applied.",
            string.Join('\n', guide.Lint.Where(l => l.Level == "error").Select(l => GuideReport.LintLine(file, l))),
            $"plimsoll guide check {file}");
        await call.Tell(
            "guide/apply", new ApplyGuide(FileBytes.NameOf(file), bytes, beside.Sidecar, beside.Linked),
            $"{FileBytes.NameOf(file)} is applied: {GuideReport.Sum(guide.Playbook)}. New candidates are judged by it.",
            "plimsoll guide show", stop);
    }

    private static async Task Show(Call call, CancellationToken stop) =>
        call.Print(Wire.Print(await call.Server.Get<JsonElement>("guide", stop)));

    private static async Task<(string File, byte[] Bytes, Compilation Guide, GuideFiles Beside)> Compile(
        Call call, CancellationToken stop)
    {
        var file = call.Text("FILE");
        var bytes = await FileBytes.Read(call.Terminal, file, FileBytes.MostText, stop);
        var beside = await GuideFiles.Beside(call, file, bytes, call.Text(GuideFiles.Flag), stop);
        return (file, bytes, GuideCompiler.Compile(FileBytes.NameOf(file), bytes, beside.Around), beside);
    }
}
