namespace Plimsoll.Core.Guide.Reading;

/// <summary>An override written as a comment: <c>&lt;!-- plimsoll: key=value; key=value --&gt;</c>.</summary>
internal static class PlimsollComment
{
    private const string Start = "<!--";
    private const string End = "-->";
    private const string Name = "plimsoll:";

    /// <summary>What stands between the name and the end; empty when it is another comment.</summary>
    public static string In(string html)
    {
        var text = html.Trim();
        if (!text.StartsWith(Start, StringComparison.Ordinal) || !text.EndsWith(End, StringComparison.Ordinal)
            || text.Length < Start.Length + End.Length)
        {
            return "";
        }

        var inner = text[Start.Length..^End.Length].Trim();
        return inner.StartsWith(Name, StringComparison.Ordinal) ? inner[Name.Length..].Trim() : "";
    }

    /// <summary>Both, the later one last: it wins.</summary>
    public static string Join(string earlier, string later) =>
        earlier.Length == 0 ? later : later.Length == 0 ? earlier : $"{earlier}; {later}";
}
