using System.Text;

namespace Plimsoll.Files.History;

/// <summary>Changes as Markdown lists that stay in the field they are written in.</summary>
internal static class ChangesText
{
    public static string Of(IEnumerable<NotableChange> changes)
    {
        var text = new StringBuilder();
        foreach (var change in changes)
        {
            text.Append("- ");
            if (change.Scope != "") text.Append(change.Scope).Append(": ");
            text.Append(change.Text).Append(" (");
            if (change.Number != "") text.Append(change.Number).Append(", ");
            text.Append(change.Commit.ShortHash).Append(')');
            if (change.Breaks.Length > 0) text.Append(": ").AppendJoin(" ", change.Breaks.Select(OneLine));
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>What the commits say of each thing that breaks, whole: that is what people have to act on.</summary>
    public static string Migration(ChangeList changes) => string.Concat(
        changes.Notable.SelectMany(change => change.Breaks).Distinct(StringComparer.Ordinal).Select(Item));

    // Four spaces keep a "# line" from being a heading, and with it a field of its own.
    private static string Item(string text) =>
        NotesLine.Closed("- " + string.Join('\n', text.Split('\n').Select(Indented))) + "\n";

    private static string Indented(string line, int index) =>
        Seen(line) is var seen && (index == 0 || seen == "") ? seen : "    " + seen;

    private static string OneLine(string text) => Seen(text.Replace('\n', ' '));

    private static string Seen(string line) => string.Concat(line.Where(c => !char.IsControl(c))).TrimEnd();
}
