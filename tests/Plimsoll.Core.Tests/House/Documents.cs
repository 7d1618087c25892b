using System.Text.RegularExpressions;

namespace Plimsoll.Core.Tests.House;

/// <summary>The Markdown files of the repository, found by walking up from the test binary.</summary>
internal static partial class Documents
{
    public static string Root { get; } = Find();

    /// <summary>All that we write; an organisation's guide keeps its own words and links.</summary>
    public static IEnumerable<string> All() => Directory
        .EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
        .Where(file => !IsBuilt(file) && !Name(file).StartsWith("guides/", StringComparison.Ordinal)
            && !Name(file).StartsWith('.'))
        .Order(StringComparer.Ordinal);

    /// <summary>The files of one folder that a pattern such as <c>docs/handbook/*.md</c> means; at least one.</summary>
    public static IReadOnlyList<string> Matching(string pattern)
    {
        var folder = Path.Combine(Root, Path.GetDirectoryName(pattern) ?? "");
        var found = Directory.GetFiles(folder, Path.GetFileName(pattern));
        Assert.NotEmpty(found);
        return found;
    }

    public static string Name(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    public static bool IsBuilt(string file) =>
        Name(file).Split('/').Any(part => part is "artifacts" or "obj" or "bin" or "node_modules");

    /// <summary>What stands in no fence and in no backticks: there a bracket is a link.</summary>
    public static string WithoutFences(string file) =>
        InBackticks().Replace(InFence().Replace(File.ReadAllText(file), ""), "");

    /// <summary>The only fenced block of a language in a document.</summary>
    public static string Fenced(string name, string language) => Assert.Single(
        InFence().Matches(File.ReadAllText(Path.Combine(Root, name))),
        fence => fence.Groups[1].Value == language).Groups[2].Value;

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Plimsoll.slnx"))) return at.FullName;
        throw new DirectoryNotFoundException("The tests do not lie in a clone of the repository.");
    }

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex InFence();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InBackticks();
}
