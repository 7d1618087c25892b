namespace Plimsoll.Files.Evidence;

/// <summary>The bytes of an evidence file, never more than is reasonable for one.</summary>
internal static class EvidenceBytes
{
    public const int Limit = 50 * 1024 * 1024;

    /// <summary>At most one byte more than the limit, so that too much is seen without being read.</summary>
    public static ReadOnlyMemory<byte> From(Stream stream)
    {
        var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (kept.Length <= Limit && stream.Read(buffer) is var read and > 0)
            kept.Write(buffer, 0, (int)Math.Min(read, Limit + 1 - kept.Length));
        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }

    public static EvidenceProblem? Refuse(string name, ReadOnlyMemory<byte> bytes) => bytes.Length switch
    {
        0 => new(name, 1, 1, "The file is empty; nothing ran, or its output was lost."),
        > Limit => new(name, 0, 0, "The file is over 50 MB; give the report without captured output."),
        _ => null,
    };

    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
}
