using System.Numerics;
using System.Runtime.Intrinsics;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A small set that may hold too much, never too little: what is not in it need not be looked for.</summary>
internal readonly record struct Bits(Vector256<ulong> All)
{
    /// <summary>Members that differ by a multiple of this are one.</summary>
    public const int Size = 256;

    private const int Width = 64;

    public static Bits Of(int member)
    {
        var place = member & (Size - 1);
        return new Bits(Vector256<ulong>.Zero.WithElement(place / Width, 1UL << (place % Width)));
    }

    /// <summary>The same place for the same text in every process.</summary>
    public static Bits Of(string text) => Of(SumOf(text));

    public static int SumOf(string text)
    {
        var sum = 2166136261u;
        foreach (var letter in text) sum = (sum ^ letter) * 16777619;
        return (int)(sum ^ (sum >> 15));
    }

    public static Bits operator |(Bits one, Bits other) => new(one.All | other.All);

    public static Bits operator &(Bits one, Bits other) => new(one.All & other.All);

    public bool Overlaps(Bits other) => (All & other.All) != Vector256<ulong>.Zero;

    /// <summary>The ranks below a bound that are marked, in order; those that differ by the size of the set have one
    /// mark.</summary>
    public Ranks Below(int bound) => new(this, bound);

    /// <summary>Goes through the marked ranks.</summary>
    internal ref struct Ranks(Bits marked, int bound)
    {
        private readonly Vector256<ulong> _marked = marked.All;
        private ulong _left;
        private int _part = -1;

        public int Current { get; private set; }

        public readonly Ranks GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_left == 0)
            {
                if (++_part * Width >= bound) return false;
                _left = _marked.GetElement(_part % (Size / Width));
            }

            Current = (_part * Width) + BitOperations.TrailingZeroCount(_left);
            _left &= _left - 1;
            return Current < bound;
        }
    }
}
