namespace Plimsoll.Files.Evidence;

/// <summary>Which series are meant: a name and labels with values; other labels do not matter.</summary>
internal sealed record MetricSelector(string Name, IReadOnlyDictionary<string, string> Labels)
{
    public static bool TryRead(string text, out MetricSelector selector)
    {
        var trimmed = text.Trim();
        var brace = trimmed.IndexOf('{', StringComparison.Ordinal);
        var name = (brace < 0 ? trimmed : trimmed[..brace]).Trim();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        selector = new MetricSelector(name, labels);
        return IsName(name)
            && (brace < 0 || MetricLabels.Read(trimmed.AsSpan(brace), labels) == trimmed.Length - brace);
    }

    public bool Matches(Dictionary<string, string> labels)
    {
        foreach (var (label, value) in Labels)
            if (labels.GetValueOrDefault(label, "") != value) return false;
        return true;
    }

    private static bool IsName(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':');
}

/// <summary>The labels of a series, such as <c>{code="500",path="a\"b"}</c>.</summary>
internal static class MetricLabels
{
    /// <summary>How many characters they take, braces included; -1 when they are broken.</summary>
    public static int Read(ReadOnlySpan<char> text, Dictionary<string, string> labels)
    {
        var at = 1;
        while (true)
        {
            at += Blank(text[at..]);
            if (at < text.Length && text[at] == '}') return at + 1;
            var equals = text[at..].IndexOf('=');
            if (equals <= 0) return -1;
            var label = text.Slice(at, equals).Trim().ToString();
            at += equals + 1;
            at += Blank(text[at..]);
            if (ReadQuoted(text[at..], out var value) is not (> 0 and var taken)) return -1;
            labels[label] = value;
            at += taken;
            at += Blank(text[at..]);
            if (at < text.Length && text[at] == ',') at++;
            else if (at >= text.Length || text[at] != '}') return -1;
        }
    }

    private static int ReadQuoted(ReadOnlySpan<char> text, out string value)
    {
        value = "";
        if (text.IsEmpty || text[0] != '"') return -1;
        var read = new System.Text.StringBuilder();
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                value = read.ToString();
                return at + 1;
            }
            read.Append(text[at] == '\\' && at + 1 < text.Length ? Unescaped(text[++at]) : text[at]);
        }
        return -1;
    }

    private static char Unescaped(char letter) => letter == 'n' ? '\n' : letter;

    private static int Blank(ReadOnlySpan<char> text) => text.Length - text.TrimStart().Length;
}
