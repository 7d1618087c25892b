using System.Text;

namespace Plimsoll.Cli;

/// <summary>Aligned columns, two spaces apart; the last one runs on.</summary>
internal static class Table
{
    public static string Of(string[] headers, IEnumerable<string[]> rows)
    {
        var cells = rows.Select(row => row.Select(Plain.Text).ToArray()).Prepend(headers).ToList();
        var widths = headers.Select((_, column) => cells.Max(row => Width(row[column]))).ToArray();
        var text = new StringBuilder();
        foreach (var row in cells) text.Append(Line(row, widths)).Append('\n');
        return text.ToString();
    }

    /// <summary>Names and values, values aligned; what is empty is left out.</summary>
    public static string Facts(params IEnumerable<(string Name, string Value)> facts)
    {
        var said = facts.Where(f => f.Value != "").ToList();
        var width = said.Select(f => f.Name.Length).DefaultIfEmpty(0).Max();
        return string.Concat(said.Select(f => $"{f.Name.PadRight(width)}  {Plain.Text(f.Value)}\n"));
    }

    private static string Line(string[] row, int[] widths) => string.Join(
        "  ", row.Select((cell, column) => cell + new string(' ', widths[column] - Width(cell)))).TrimEnd();

    private static int Width(string cell) => cell.EnumerateRunes().Count();
}
