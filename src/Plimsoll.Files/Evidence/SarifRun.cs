using System.Collections.Immutable;

namespace Plimsoll.Files.Evidence;

/// <summary>One run of one tool. <see cref="NotRun"/> says why it proves nothing, null when it does.</summary>
/// <param name="Name">The tool's, with the category of the run where it has one: it looked at that alone.</param>
/// <param name="Tool">Its name and version.</param>
internal sealed record SarifRun(
    string Name, string Tool, string Path, ImmutableArray<SarifResult> Results, string? NotRun, int ToolErrors)
{
    public static SarifRun Read(JsonSpot run)
    {
        var results = run.Member("results");
        var tool = run.Member("tool");
        var rules = tool is { } named ? new SarifRules(named) : null;
        var name = tool?.Member("driver")?.Text("name") ?? "unnamed tool";
        return new SarifRun(
            CategoryOf(run) is { Length: > 0 } category ? $"{name} ({category})" : name,
            WithVersion(name, tool),
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

    // "codeql/java/2026-12-01" is of the category "codeql/java", as GitHub reads it.
    private static string CategoryOf(JsonSpot run) =>
        run.Member("automationDetails")?.Text("id") is { } id && id.LastIndexOf('/') is > 0 and var end ? id[..end] : "";

    private static string WithVersion(string name, JsonSpot? tool)
    {
        var driver = tool?.Member("driver");
        var version = driver?.Text("semanticVersion") ?? driver?.Text("version");
        return name + (version is null ? "" : $" {version}");
    }

    private static int ToolErrorsOf(JsonSpot invocation) =>
        invocation.Items("toolExecutionNotifications")
            .Concat(invocation.Items("toolConfigurationNotifications"))
            .Count(notice => notice.Text("level") == "error");
}
