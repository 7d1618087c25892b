using System.Buffers;

namespace Plimsoll.Core.Guide;

/// <summary>What a playbook is written into: a buffer lent for as long as its bytes are used.</summary>
internal sealed class LentBytes(int checks) : IBufferWriter<byte>, IDisposable
{
    // What a check takes, so that the buffer seldom grows.
    private const int Usual = 768;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Usual * (checks + 2));
    private int _written;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _written);

    public void Advance(int count) => _written += count;

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var wanted = _written + Math.Max(sizeHint, Usual);
        if (wanted > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(wanted, 2 * _bytes.Length));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsMemory(_written);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
