namespace Plimsoll.Server.Journal;

/// <summary>Holds a data folder for one server. The lock is the kernel's and ends with the process, however it
/// ends.</summary>
public sealed class DataFolderLock : IDisposable
{
    public const string FileName = "node.lock";

    // Beside it: a locked file cannot be read by the one who is refused.
    private const string HolderName = "node.pid";

    // A server that has just ended may have been about to start a program, which lets go a moment later.
    private const int Looks = 20;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    public static DataFolderLock Take(string folder)
    {
        OwnerOnly.MakeFolder(folder);
        var path = Path.Combine(folder, FileName);
        for (var look = 1; ; look++)
            try
            {
                // FileShare.None is flock(LOCK_EX | LOCK_NB) on a descriptor that programs it starts do not inherit.
                var file = OwnerOnly.Open(path, FileShare.None);
                File.WriteAllText(Path.Combine(folder, HolderName), $"{Environment.ProcessId}\n");
                return new DataFolderLock(file);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (look == Looks)
                    throw new JournalLocked(
                        $"The data folder {folder} is in use by another Plimsoll server{Holder(folder)}. Stop that "
                        + "server, or start this one with another data folder (PLIMSOLL_DATA).");
                Thread.Sleep(BetweenLooks);
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
