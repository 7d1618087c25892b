namespace Plimsoll.Server.Journal;

/// <summary>Files and folders that no other account of the machine can read, from their first moment on.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode ForFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, ForFiles | UnixFileMode.UserExecute);
    }

    /// <summary>Opened for writing, made if absent.</summary>
    public static FileStream Open(string file, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = ForFiles;
        return new FileStream(file, options);
    }
}
