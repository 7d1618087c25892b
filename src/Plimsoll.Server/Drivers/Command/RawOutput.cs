namespace Plimsoll.Server.Drivers.Command;

/// <summary>The raw output of a ticket: an append-only file whose middle the wrapper may cut out.</summary>
internal sealed class RawOutput(string file, string gapFile)
{
    public const int MostAtOnce = 64 * 1024;

    /// <summary>Bytes from the cursor on, and where to read on. None but a later cursor: the rest is gone.</summary>
    public (byte[] Bytes, long Cursor) Read(long cursor)
    {
        while (true)
        {
            var gap = ReadGap();
            if (gap.Holds(cursor))
                return ([], gap.To);
            var bytes = ReadFile(cursor, gap.From > cursor ? gap.From - cursor : long.MaxValue);
            // Cut while we read: what we hold may be the zeros of the hole.
            if (!ReadGap().Overlaps(cursor, cursor + bytes.Length))
                return (bytes, cursor + bytes.Length);
        }
    }

    private byte[] ReadFile(long cursor, long most)
    {
        try
        {
            const FileShare WithItsWriter = FileShare.ReadWrite | FileShare.Delete;
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, WithItsWriter);
            var length = Math.Clamp(RandomAccess.GetLength(handle) - cursor, 0, Math.Min(most, MostAtOnce));
            var bytes = new byte[length];
            var read = RandomAccess.Read(handle, bytes, cursor);
            return read == length ? bytes : bytes[..read];
        }
        catch (IOException absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private Gap ReadGap() => File.Exists(gapFile) ? Gap.Parse(File.ReadAllText(gapFile)) : Gap.None;
}
