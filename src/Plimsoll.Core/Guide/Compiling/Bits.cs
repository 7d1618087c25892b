using System.Numerics;
using System.Runtime.Intrinsics;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>A small set that may hold too much, never too little: what is not in it need not be looked for.</summary>
internal readonly record struct Bits(Vector256<ulong> All)
{
    /// <summary>Members that differ by a multiple of this are one.</summary>
    public const int Size = 256;

    public static Bits Of(int member)
    {
        var place = member & (Size - 1);
        return new Bits(Vector256<ulong>.Zero.WithElement(place / 64, 1UL << (place % 64)));
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

    /// <summary>The next of many ranks that is marked; those that differ by the size of the set have one mark.
    /// </summary>
    public int NextRank(int rank)
    {
        var first = rank % Size;
        return Next(first) is >= 0 and var next ? rank - first + next
            : Next(0) is >= 0 and var later ? rank - first + Size + later : int.MaxValue;
    }

    /// <summary>The first member from a place on; -1 for none.</summary>
    private int Next(int from)
    {
        for (var part = from / 64; part < Size / 64; part++)
        {
            var left = All[part] & (part == from / 64 ? ulong.MaxValue << (from % 64) : ulong.MaxValue);
            if (left != 0) return (part * 64) + BitOperations.TrailingZeroCount(left);
        }

        return -1;
    }
}
