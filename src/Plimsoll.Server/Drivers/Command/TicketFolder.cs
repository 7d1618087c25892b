namespace Plimsoll.Server.Drivers.Command;

/// <summary>One ticket's folder on this host, read without disturbing the wrapper that writes it.</summary>
internal sealed class TicketFolder(string root, string ticket)
{
    private const int WouldBlock = 11; // EAGAIN: somebody holds the lock.

    private string Path(string name) => System.IO.Path.Combine(root, ticket, name);

    public RawOutput Output => new(Path("out"), Path("gap"));

    public bool WasCancelled => File.Exists(Path("cancel"));

    /// <remarks>
    /// The order matters: claimed, lock, status. In any other order a start or an end in between reads as "unknown".
    /// </remarks>
    public TicketTraces Look()
    {
        var claimed = TextOf("claimed");
        var held = IsLocked();
        var status = TextOf("status");
        return new TicketTraces(status, claimed, held, File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());
    }

    // Opening a file takes a shared flock on Linux, which the wrapper's own exclusive one refuses.
    private bool IsLocked()
    {
        try
        {
            using var _ = File.OpenHandle(Path("lock"), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException taken) when (taken.HResult == WouldBlock)
        {
            return true;
        }
        catch (IOException absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private string? TextOf(string name)
    {
        try
        {
            // An empty file is one that a crash of the host left: it says nothing.
            return File.ReadAllText(Path(name)).Trim() is { Length: > 0 } text ? text : null;
        }
        catch (IOException absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
