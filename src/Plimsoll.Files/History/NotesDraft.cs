using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Plimsoll.Files.History;

/// <summary>The first draft of release notes: the commits as a plain list in the guide's template.</summary>
public static class NotesDraft
{
    /// <param name="fields">The template's fields as the guide names them: <c>Migration steps (if any)</c>.</param>
    public static string Write(
        IReadOnlyList<string> fields, string service, string version, DateOnly date, ImmutableArray<CommitLine> commits)
    {
        var changes = fields.FirstOrDefault(IsChanges) ?? "Notable changes";
        var text = new StringBuilder();
        foreach (var field in fields.Contains(changes) ? fields : [.. fields, changes])
        {
            text.Append(CultureInfo.InvariantCulture, $"## {field}\n");
            if (field == changes) text.AppendJoin("", commits.Where(commit => !commit.IsMerge).Select(Line));
            else if (IsName(field)) text.Append(CultureInfo.InvariantCulture, $"{service} {version}\n");
            else if (IsDate(field)) text.Append(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}\n");
            text.Append('\n');
        }
        return text.ToString();
    }

    private static bool IsChanges(string field) => Says(field, "change");

    private static bool IsDate(string field) => Says(field, "date") && !Says(field, "update");

    private static bool IsName(string field) => Says(field, "release") || Says(field, "version");

    private static bool Says(string field, string word) => field.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string Line(CommitLine commit) =>
        $"- {string.Concat(commit.Subject.Where(c => !char.IsControl(c)))} ({commit.ShortHash})\n";
}
