using System.Text.RegularExpressions;

namespace Plimsoll.Core.Tests.House;

/// <summary>The repository, found by walking up from the test binary.</summary>
internal static partial class SourceTree
{
    public static string Root { get; } = Find();

    public static IEnumerable<string> Sources(string under = "src") => Directory
        .EnumerateFiles(Path.Combine(Root, under), "*.cs", SearchOption.AllDirectories)
        .Where(f => !Name(f).Contains("/obj/", StringComparison.Ordinal) && !Name(f).Contains("/bin/", StringComparison.Ordinal)).Order();

    public static string Name(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>The slice a namespace or a using belongs to; empty when it is none of Core's or Server's.</summary>
    public static IEnumerable<string> SlicesUsedBy(string file) =>
        from Match line in UsingLine().Matches(File.ReadAllText(file))
        select line.Groups[1].Value;

    public static string SliceOf(string file) => SliceName().Match(Name(file)).Groups[1].Value;

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Plimsoll.slnx"))) return at.FullName;
        throw new DirectoryNotFoundException("The tests do not lie in a clone of the repository.");
    }

    [GeneratedRegex(@"^(?:global )?using (?:static )?Plimsoll\.(?:Core|Server)\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"^src/Plimsoll\.(?:Core|Server)/(\w+)/")]
    private static partial Regex SliceName();
}
