using System.Collections.Immutable;

namespace Plimsoll.Files.Catalog;

/// <summary>The files of a repository that people wrote, near its root; bounded, whatever the folder holds.</summary>
internal static class SourceFiles
{
    public const int MostRead = 200;
    private const int Most = 5_000;
    private const int Deepest = 6;
    private const int LongestRead = 100_000;

    private static readonly ImmutableHashSet<string> Skipped =
        [".git", "node_modules", "bin", "obj", "artifacts", "dist", "vendor", "target", ".venv", "out"];

    /// <summary>Paths from the folder with <c>/</c>, those nearest to the root first.</summary>
    public static ImmutableArray<string> Of(string folder)
    {
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint };
        var found = new List<string>();
        var level = new List<string> { folder };
        for (var depth = 0; depth < Deepest && level.Count > 0 && found.Count < Most; depth++)
        {
            found.AddRange(level
                .SelectMany(f => Directory.EnumerateFiles(f, "*", options).Order(StringComparer.Ordinal))
                .Take(Most - found.Count));
            level =
            [
                .. level.SelectMany(f => Directory.EnumerateDirectories(f, "*", options).Order(StringComparer.Ordinal))
                    .Where(f => !Skipped.Contains(Path.GetFileName(f))).Take(Most),
            ];
        }
        return [.. found.Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))];
    }

    /// <summary>The beginning of a file; empty when it cannot be read.</summary>
    public static string Text(string folder, string file)
    {
        try
        {
            using var reader = new StreamReader(Path.Combine(folder, file));
            var text = new char[LongestRead];
            return new string(text, 0, reader.ReadBlock(text, 0, LongestRead));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
