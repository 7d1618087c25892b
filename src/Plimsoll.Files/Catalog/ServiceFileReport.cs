using System.Text;

namespace Plimsoll.Files.Catalog;

/// <summary>What <c>plimsoll service check</c> prints: one line for each problem, as editors read them.</summary>
public static class ServiceFileReport
{
    /// <summary><c>file:line:column level message fix</c>, then one line that sums up.</summary>
    public static string Render(ServiceFile file)
    {
        var text = new StringBuilder();
        foreach (var problem in file.Problems) text.Append(Line(problem)).Append('\n');
        return text.Append(Summary(file)).Append('\n').ToString();
    }

    public static string Line(FileProblem problem) =>
        $"{problem.File}:{problem.Line}:{problem.Column} {problem.Level} {problem.Message} {problem.Fix}";

    private static string Summary(ServiceFile file)
    {
        var errors = file.Problems.Count(p => p.IsError);
        var warnings = file.Problems.Length - errors;
        var found = $"{Count(errors, "error")}, {Count(warnings, "warning")}";
        return file.HasErrors
            ? $"{file.File}: {found}. It cannot be applied."
            : $"{file.File}: {string.Join(", ", file.Services.Select(s => s.Name))}; {found}.";
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
