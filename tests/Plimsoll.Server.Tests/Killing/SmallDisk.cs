using Plimsoll.Server.Tests.Storefront;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>A file system in memory, mounted for one test.</summary>
internal sealed class SmallDisk(string folder, bool mounted) : IDisposable
{
    public bool IsMounted => mounted;

    private string Filler => Path.Combine(folder, "other-people's-file");

    public static async Task<SmallDisk> Mount(string folder, string size = "40m")
    {
        Directory.CreateDirectory(folder);
        var mounted = await Shell.Run("mount", ["-t", "tmpfs", "-o", $"size={size},mode=700", "tmpfs", folder]);
        return new SmallDisk(folder, mounted.Exit == 0);
    }

    public void Fill()
    {
        using var file = File.Create(Filler);
        var block = new byte[64 * 1024];
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        if (mounted) System.Diagnostics.Process.Start("umount", ["--lazy", folder])?.WaitForExit();
    }
}
