using System.Collections.Immutable;

namespace Plimsoll.Files.Evidence;

/// <summary>One run of one tool. <see cref="NotRun"/> says why it proves nothing, null when it does.</summary>
internal sealed record SarifRun(
    string Tool, string Path, ImmutableArray<SarifResult> Results, string? NotRun, int ToolErrors)
{
    public static SarifRun Read(JsonSpot run)
    {
        var results = run.Member("results");
        var tool = run.Member("tool");
        var rules = tool is { } named ? new SarifRules(named) : null;
        return new SarifRun(
            NameOf(tool),
            run.Path,
            rules is null || results is null
                ? []
                : [.. results.Value.Items().Select(result => SarifResult.Read(result, rules))],
            WhyNotRun(run, tool, results),
            run.Items("invocations").Sum(ToolErrorsOf));
    }

    private static string? WhyNotRun(JsonSpot run, JsonSpot? tool, JsonSpot? results) =>
        tool is null ? "it names no tool"
        : run.Items("invocations").Any(each => each.Flag("executionSuccessful") == false)
            ? "the tool says it did not succeed"
        : results is not null ? null
        : run.Member("externalPropertyFileReferences")?.Member("results") is not null
            ? "its results are in another file; have the tool write one file"
        : "it has no list of results, not even an empty one";

    private static string NameOf(JsonSpot? tool)
    {
        var driver = tool?.Member("driver");
        var version = driver?.Text("semanticVersion") ?? driver?.Text("version");
        return (driver?.Text("name") ?? "unnamed tool") + (version is null ? "" : $" {version}");
    }

    private static int ToolErrorsOf(JsonSpot invocation) =>
        invocation.Items("toolExecutionNotifications")
            .Concat(invocation.Items("toolConfigurationNotifications"))
            .Count(notice => notice.Text("level") == "error");
}
