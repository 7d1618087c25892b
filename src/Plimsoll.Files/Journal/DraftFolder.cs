namespace Plimsoll.Files.Journal;

/// <summary>A folder that is there as a whole or not at all: it is filled beside its place, and moved there at the end.</summary>
public sealed class DraftFolder : IDisposable
{
    public const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const string LockName = "lock";
    private readonly string _place;
    private readonly FileStream _lock;

    private DraftFolder(string place, string path, FileStream held) => (_place, Path, _lock) = (place, path, held);

    /// <summary>Where it is filled.</summary>
    public string Path { get; }

    /// <summary>What one that broke off left is removed first.</summary>
    /// <param name="place">Absent or empty.</param>
    /// <param name="ending">What its name ends in until it is whole, such as <c>.restoring</c>.</param>
    /// <exception cref="PlaceTaken">Something is there, or somebody else fills it.</exception>
    public static DraftFolder Begin(string place, string ending)
    {
        place = place.TrimEnd('/');
        if (File.Exists(place) || Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any())
            throw new PlaceTaken($"{place} is not empty.");
        GiveWay(place);
        var path = place + ending;
        if (Directory.Exists(path)) Remove(path);
        Directory.CreateDirectory(path, Owner);
        return new DraftFolder(place, path, Locked(path));
    }

    /// <summary>From now on it is there, and on disk.</summary>
    public void Finish()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path, "*", SearchOption.AllDirectories)) FolderSync.Flush(folder);
        FolderSync.Flush(Path);
        Directory.Move(Path, _place);
        // Held to the last: nobody takes it for one that broke off.
        File.Delete(System.IO.Path.Combine(_place, LockName));
        FolderSync.Flush(System.IO.Path.GetDirectoryName(_place) ?? "/");
    }

    /// <summary>What was not finished is gone.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        _lock.Dispose();
    }

    // Known at once, and not when all of it was written: a place where a disk is mounted cannot be taken.
    private static void GiveWay(string place)
    {
        try
        {
            if (Directory.Exists(place)) Directory.Delete(place);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PlaceTaken($"{place} is there and cannot be put in another's place ({problem.Message}); name a new folder below it.");
        }
    }

    private static void Remove(string path)
    {
        using var held = Locked(path);
        Directory.Delete(path, recursive: true);
    }

    // The kernel's: it ends with the process, however that ends.
    private static FileStream Locked(string path)
    {
        var file = System.IO.Path.Combine(path, LockName);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new PlaceTaken($"Another command is filling {path}.");
        }
    }
}

/// <summary>Nothing is written where something is.</summary>
public sealed class PlaceTaken(string sentence) : Exception(sentence);
