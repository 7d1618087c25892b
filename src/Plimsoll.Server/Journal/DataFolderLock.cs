namespace Plimsoll.Server.Journal;

/// <summary>Holds a data folder for one server. The lock is the kernel's and ends with the process, however it ends.</summary>
public sealed class DataFolderLock : IDisposable
{
    public const string FileName = "node.lock";
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    public static DataFolderLock Take(string folder)
    {
        OwnerOnly.MakeFolder(folder);
        var path = Path.Combine(folder, FileName);
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on a descriptor that children do not inherit.
            var file = OwnerOnly.Open(path, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.UTF8.GetBytes($"{Environment.ProcessId}\n"));
            file.Flush();
            return new DataFolderLock(file);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new JournalLocked(
                $"The data folder {folder} is in use by another Plimsoll server{Holder(path)}. Stop that server, "
                + "or start this one with another data folder (PLIMSOLL_DATA).");
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var text = new StreamReader(file);
            return text.ReadToEnd().Trim() is { Length: > 0 } pid ? $" (process {pid})" : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
