using System.CommandLine;
using System.Reflection;
using Plimsoll.Core.Guide;
using Plimsoll.Files.Guide;

namespace Plimsoll.Cli.Nouns;

/// <summary><c>plimsoll guide check</c>: every line of one guide, or a summary of several.</summary>
internal static class GuideCheckVerb
{
    public static Command It() => Verb.Of(
        "check", "Compile guides and say what each line became; changes nothing",
        [
            Takes.Several("FILE", "The guides, in Markdown; - reads standard input"),
            Takes.Flag("--sarif", "Print what was noticed as SARIF 2.1.0, for editors and code hosts"),
            GuideFiles.Option,
        ], Check);

    public static Command Schema() => Verb.Of(
        "schema", "Print the JSON Schema of what guide check --json prints",
        [Takes.Flag(GuideFiles.Flag, "Of GUIDE.plimsoll.yaml instead, for editors")], (call, _) =>
        {
            var sidecar = call.Has(GuideFiles.Flag);
            call.Print(sidecar ? SidecarSchema.Json : GuideCheckSchema.Json);
            call.Next(sidecar ? "plimsoll guide schema --sidecar > sidecar.schema.json"
                : "plimsoll guide schema > guide-check.schema.json");
            return Task.CompletedTask;
        });

    private static async Task<int> Check(Call call, CancellationToken stop)
    {
        if (call.Json && call.Has("--sarif"))
            throw Failure.Usage("Both --json and --sarif were given.", fix: "Give one of them.");
        var guides = new List<GuideFile>();
        if (call.Text(GuideFiles.Flag).Length > 0 && call.Words("FILE").Count > 1)
            throw Failure.Usage("A sidecar belongs to one guide, and several were given.", fix: "Check them one by one.");
        foreach (var file in call.Words("FILE"))
            guides.Add(await GuideFile.Read(call, file, call.Text(GuideFiles.Flag), stop));
        call.Print(Said(call, guides));
        var bad = guides.Find(guide => guide.Guide.HasErrors);
        if (!call.Has("--sarif"))
            call.Next(bad is { File: var file }
                ? $"mend {file}, then plimsoll guide check {file}"
                : $"plimsoll guide apply {guides[0].File}");
        return bad is null ? ExitCodes.Ok : ExitCodes.Usage;
    }

    private static string Said(Call call, List<GuideFile> guides) => guides switch
    {
        _ when call.Has("--sarif") => GuideSarif.Write(Version(), guides.Select(guide => (guide.File, guide.Guide))),
        [var only] => call.Json ? GuideReport.Json(only.Guide) : GuideReport.Text(only.Guide),
        _ when call.Json => $"[{string.Join(",\n", guides.Select(guide => GuideReport.Json(guide.Guide)))}]",
        _ => string.Join('\n', guides.Select(Summary)),
    };

    // Several are told by what stops them; the lines of one are told by naming it alone.
    private static string Summary(GuideFile guide)
    {
        int Count(string level) => guide.Guide.Lint.Count(lint => lint.Level == level);
        var errors = guide.Guide.Lint.Where(lint => lint.Level == "error")
            .Select(lint => $"\n  {GuideReport.LintLine(guide.File, lint)}");
        return $"{guide.File}: {GuideReport.Sum(guide.Guide.Playbook)}; {Count("error")} errors, "
            + $"{Count("warn")} warnings, {Count("info")} remarks{string.Concat(errors)}";
    }

    private static string Version() =>
        typeof(GuideCheckVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "0";
}
