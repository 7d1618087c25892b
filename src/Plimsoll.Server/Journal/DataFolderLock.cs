namespace Plimsoll.Server.Journal;

/// <summary>Holds a data folder for one server. The lock is the kernel's and ends with the process, however it
/// ends.</summary>
public sealed class DataFolderLock : IDisposable
{
    public const string FileName = "node.lock";

    // Beside it: a locked file cannot be read by the one who is refused.
    internal const string HolderName = "node.pid";

    // A server that has just ended may have been about to start a program, which lets go a moment later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly FileStream _file;
    private readonly string _path;

    private DataFolderLock(FileStream file, string path) => (_file, _path) = (file, path);

    /// <summary>What lies at its place is what is held: nobody has moved the folder away or put another there.</summary>
    public bool IsHeld
    {
        get
        {
            if (!File.Exists(_path)) return false;
            using var another = Opened(_path);
            return another is null;
        }
    }

    public static DataFolderLock Take(string folder)
    {
        OwnerOnly.MakeFolder(folder);
        var path = Path.Combine(folder, FileName);
        FileStream? file = null;
        SpinWait.SpinUntil(() => (file = Opened(path)) is not null, Patience);
        if (file is null)
            throw new JournalLocked(
                $"The data folder {folder} is in use by another Plimsoll server{Holder(folder)}. Stop that server, "
                + "or start this one with another data folder (PLIMSOLL_DATA).");
        File.WriteAllText(Path.Combine(folder, HolderName), $"{Environment.ProcessId}\n");
        return new DataFolderLock(file, path);
    }

    private static FileStream? Opened(string path)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on a descriptor that programs it starts do not inherit.
            return OwnerOnly.Open(path, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(string folder)
    {
        try
        {
            return $" (process {File.ReadAllText(Path.Combine(folder, HolderName)).Trim()})";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
