namespace Plimsoll.Core.Tests.Guide.Scoring;

/// <summary>Things both have, things only the compiler has, things only the label has.</summary>
internal readonly record struct Tally(int Both, int Invented, int Missed)
{
    public double Precision => Share(Both, Both + Invented);

    public double Recall => Share(Both, Both + Missed);

    public double F1 => Share(2 * Both, 2 * Both + Invented + Missed);

    public static Tally Of(IReadOnlySet<string> wanted, IReadOnlySet<string> got)
    {
        var both = wanted.Count(got.Contains);
        return new Tally(both, got.Count - both, wanted.Count - both);
    }

    public static Tally operator +(Tally a, Tally b) =>
        new(a.Both + b.Both, a.Invented + b.Invented, a.Missed + b.Missed);

    public static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}

/// <summary>A value a line has or has not: the same in both, only here, only there, or not the same.</summary>
internal readonly record struct Agreement(int Same, int Invented, int Missed, int Different)
{
    public static Agreement Of(string wanted, string got) => (wanted.Length > 0, got.Length > 0) switch
    {
        (false, false) => default,
        (false, true) => new Agreement(0, 1, 0, 0),
        (true, false) => new Agreement(0, 0, 1, 0),
        _ => wanted == got ? new Agreement(1, 0, 0, 0) : new Agreement(0, 0, 0, 1),
    };

    public static Agreement operator +(Agreement a, Agreement b) => new(
        a.Same + b.Same, a.Invented + b.Invented, a.Missed + b.Missed, a.Different + b.Different);
}
