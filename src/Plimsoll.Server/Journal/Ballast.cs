using System.Security.Cryptography;

namespace Plimsoll.Server.Journal;

/// <summary>Disk space kept aside; given up when the disk is full so that pages and incidents can still be
/// written.</summary>
internal sealed class Ballast(string folder, long bytes, TimeProvider clock)
{
    public const string FileName = "ballast";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private readonly string _path = Path.Combine(folder, FileName);
    private long _looked;

    /// <summary>It was given up and is not back: the disk is as good as full for everything that can wait.</summary>
    public bool Missing { get; private set; }

    /// <summary>What is kept aside at the moment.</summary>
    public long Bytes => Missing ? 0 : bytes;

    public void TakeOn() => Missing = bytes > 0 && !Fill();

    /// <summary>Frees the space; false when there was none to free.</summary>
    public bool GiveUp()
    {
        if (Missing || bytes == 0) return false;
        File.Delete(_path);
        Missing = true;
        _looked = clock.GetTimestamp();
        return true;
    }

    /// <summary>Looks, once a second at most, whether there is room for it again.</summary>
    public bool TakeBack()
    {
        if (!Missing) return true;
        if (clock.GetElapsedTime(_looked) < BetweenLooks) return false;
        _looked = clock.GetTimestamp();
        Missing = !Fill();
        return !Missing;
    }

    // Random bytes, written and synced: a hole or a compressed file would keep nothing aside.
    private bool Fill()
    {
        if (File.Exists(_path) && new FileInfo(_path).Length == bytes) return true;
        try
        {
            using var file = OwnerOnly.Open(_path, FileShare.None);
            file.SetLength(0);
            var block = RandomNumberGenerator.GetBytes(64 * 1024);
            for (var left = bytes; left > 0; left -= block.Length)
                file.Write(block, 0, (int)Math.Min(left, block.Length));
            file.Flush(flushToDisk: true);
            return true;
        }
        catch (IOException)
        {
            File.Delete(_path);
            return false;
        }
    }
}
