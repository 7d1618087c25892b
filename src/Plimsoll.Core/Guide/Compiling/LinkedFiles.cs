using System.Collections.Immutable;
using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The files a guide links to, taken apart when they are first asked for.</summary>
internal sealed class LinkedFiles(GuideSurroundings around)
{
    private readonly Dictionary<string, GuideDocument?> _read = new(StringComparer.Ordinal);
    private int _left = GuideCompiler.MostBytes;

    /// <summary>What can be read of them, in the order of their names.</summary>
    public IEnumerable<(string Name, GuideDocument Document)> All =>
        from name in around.Linked.Keys
        let document = Document(name)
        where document is not null
        select (name, document);

    public bool IsThere(string name) => around.Files.Contains(name) || around.Linked.ContainsKey(name);

    /// <summary>Null when it was not given, or cannot be read; all together are as long as a guide may be.</summary>
    public GuideDocument? Document(string name)
    {
        if (!_read.TryGetValue(name, out var document))
        {
            document = around.Linked.TryGetValue(name, out var bytes) && bytes.Length <= _left
                ? GuideCompiler.ReadLinked(bytes) : null;
            _left -= document is null ? 0 : bytes!.Length;
            _read[name] = document;
        }

        return document;
    }

    /// <summary>The file a link leads to, by its path from the guide's folder; empty for another site, a mail address
    /// or a place in the file itself.</summary>
    public static string NameOf(string target, string from = "")
    {
        var end = target.AsSpan().IndexOfAny('#', '?');
        var path = Unescaped(end < 0 ? target : target[..end]);
        if (path.Length == 0 || path.Contains(':', StringComparison.Ordinal) || path.StartsWith('/'))
        {
            return "";
        }

        var steps = new List<string>(from.Split('/')[..^1]);
        foreach (var step in path.Split('/').Where(step => step is not ("." or "")))
        {
            if (step == ".." && steps.Count > 0 && steps[^1] != "..")
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }

    public static string AnchorOf(string target) =>
        target.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? Unescaped(target[(at + 1)..]) : "";

    private static string Unescaped(string text) => Uri.UnescapeDataString(text);
}
