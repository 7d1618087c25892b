namespace Plimsoll.Server.Repositories;

/// <summary>The lock files of a git that was killed; they would stop every later one.</summary>
internal static class LeftLocks
{
    public static void Remove(string folder, DateTimeOffset olderThan)
    {
        var references = Path.Combine(folder, "refs");
        var locks = Directory.EnumerateFiles(folder, "*.lock").ToList();
        if (Directory.Exists(references))
            locks.AddRange(Directory.EnumerateFiles(references, "*.lock", SearchOption.AllDirectories));
        foreach (var left in locks)
            if (File.GetLastWriteTimeUtc(left) < olderThan.UtcDateTime) File.Delete(left);
    }
}
