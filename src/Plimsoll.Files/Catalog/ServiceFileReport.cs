using System.Text;

namespace Plimsoll.Files.Catalog;

/// <summary>What <c>plimsoll service check</c> prints: one line for each problem, as editors read them.</summary>
public static class ServiceFileReport
{
    // A file of a thousand services is not told with a thousand names.
    private const int MostNamed = 20;

    /// <summary><c>file:line:column level message fix</c>, then one line that sums up.</summary>
    public static string Render(ServiceFile file)
    {
        var text = new StringBuilder();
        foreach (var line in Lines(file.Problems)) text.Append(line).Append('\n');
        return text.Append(Summary(file)).Append('\n').ToString();
    }

    /// <summary>A line for each problem; a warning that holds for several services is one, with their names.</summary>
    public static IEnumerable<string> Lines(IEnumerable<FileProblem> problems) =>
        Told(problems).Select(told => $"{Line(told.Problem)}{told.Also}");

    public static string Line(FileProblem problem) =>
        $"{problem.File}:{problem.Line}:{problem.Column} {problem.Level} {problem.Message} {problem.Fix}";

    private static string Summary(ServiceFile file)
    {
        var errors = file.Problems.Count(p => p.IsError);
        var warnings = Told(file.Problems).Count(told => !told.Problem.IsError);
        var found = $"{Count(errors, "error")}, {Count(warnings, "warning")}";
        return file.HasErrors
            ? $"{file.File}: {found}. It cannot be applied."
            : $"{file.File}: {string.Join(", ", file.Services.Select(s => s.Name))}; {found}.";
    }

    // Errors stand where each is mended.
    private static IEnumerable<(FileProblem Problem, string Also)> Told(IEnumerable<FileProblem> problems) => problems
        .GroupBy(p => (p.Message, p.Fix, p.IsError))
        .SelectMany(same => same.Key.IsError || same.DistinctBy(p => p.Service).Count() == 1
            ? same.Select(p => (p, "")) : [(same.First(), $" It is so for {Named([.. same])}.")])
        .OrderBy(told => told.Item1.Line).ThenBy(told => told.Item1.Column);

    private static string Named(List<FileProblem> same) =>
        string.Join(", ", same.Take(MostNamed).Select((p, at) => at == 0 ? p.Service : $"{p.Service} (line {p.Line})"))
        + (same.Count > MostNamed ? $" and {same.Count - MostNamed} more" : "");

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
