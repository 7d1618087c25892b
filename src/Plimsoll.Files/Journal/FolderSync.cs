using System.Runtime.InteropServices;

namespace Plimsoll.Files.Journal;

/// <summary>Puts a folder's entries on disk: a rename survives a power cut. .NET cannot open folders.</summary>
public static class FolderSync
{
    public static void Flush(string folder)
    {
        var handle = open(folder, 0);
        if (handle < 0) throw new IOException($"{folder} cannot be opened.");
        var done = fsync(handle);
        _ = close(handle);
        if (done != 0) throw new IOException($"{folder} cannot be put on disk.");
    }

#pragma warning disable CA2101, SYSLIB1054, IDE1006 // Three calls of the C library under their own names.
    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc")]
    private static extern int fsync(int handle);

    [DllImport("libc")]
    private static extern int close(int handle);
#pragma warning restore CA2101, SYSLIB1054, IDE1006
}
