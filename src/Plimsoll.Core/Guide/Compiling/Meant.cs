namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Concepts that words may mean: those one word is enough for, and those that have the first and the second of
/// two words they cannot do without.</summary>
internal readonly record struct Meant(Bits Alone, Bits First, Bits Second)
{
    public Bits All => Alone | (First & Second);

    public static Meant operator |(Meant one, Meant other) =>
        new(one.Alone | other.Alone, one.First | other.First, one.Second | other.Second);
}
