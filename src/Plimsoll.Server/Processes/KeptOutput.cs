using System.Buffers;

namespace Plimsoll.Server.Processes;

/// <summary>The first or the last bytes of an output, whatever its length.</summary>
internal sealed class KeptOutput(int limit, KeptEnd end)
{
    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte> _kept = new();

    public bool Cut { get; private set; }

    public byte[] Bytes
    {
        get
        {
            lock (_gate) return [.. Wanted];
        }
    }

    private ReadOnlySpan<byte> Wanted => end == KeptEnd.Tail
        ? _kept.WrittenSpan[Math.Max(0, _kept.WrittenCount - limit)..]
        : _kept.WrittenSpan;

    public async Task Drain(Stream stream, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, stop) is > 0 and var read) Add(buffer.AsSpan(0, read));
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate) Take(bytes);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (end == KeptEnd.Head)
        {
            var room = Math.Min(bytes.Length, limit - _kept.WrittenCount);
            Cut |= room < bytes.Length;
            _kept.Write(bytes[..room]);
            return;
        }
        _kept.Write(bytes);
        Cut |= _kept.WrittenCount > limit;
        if (_kept.WrittenCount > 4L * limit) DropOld();
    }

    private void DropOld()
    {
        var tail = new ArrayBufferWriter<byte>(limit);
        tail.Write(Wanted);
        _kept = tail;
    }
}
