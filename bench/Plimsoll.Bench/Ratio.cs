using System.Diagnostics;
using System.Globalization;

namespace Plimsoll.Bench;

/// <summary>How fast ours is against a floor measured in the same run: the median of the rounds' ratios.</summary>
public sealed record Ratio(string What, string Floor, double Goal, double Ours, double Theirs, double Value)
{
    private const int Rounds = 5;

    public bool Reached => Value >= Goal;

    /// <summary>Round-robin: each round measures both, so that a noisy minute hits both.</summary>
    /// <param name="ours">Does the work and answers how many things it did.</param>
    /// <param name="clock">What counts as time: the clock on the wall, or a processor's.</param>
    public static async Task<Ratio> Measure(
        string what, string floor, double goal, Func<Task<int>> ours, Func<Task<int>> theirs,
        Func<TimeSpan>? clock = null)
    {
        clock ??= () => Stopwatch.GetElapsedTime(0);
        await ours();
        await theirs();
        var rounds = new List<(double Ours, double Theirs)>();
        for (var round = 0; round < Rounds; round++)
            rounds.Add((await PerSecond(ours, clock), await PerSecond(theirs, clock)));
        return new Ratio(
            what, floor, goal, Median(rounds, r => r.Ours), Median(rounds, r => r.Theirs),
            Median(rounds, r => r.Ours / r.Theirs));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{What} {Ours:N0}/s, {Floor} {Theirs:N0}/s: {Value:0.00} x (goal {Goal:0.0#} x{(Reached ? "" : ", MISSED")})");

    private static async Task<double> PerSecond(Func<Task<int>> work, Func<TimeSpan> clock)
    {
        GC.Collect();
        var start = clock();
        var done = await work();
        return done / (clock() - start).TotalSeconds;
    }

    private static double Median<T>(List<T> rounds, Func<T, double> of) =>
        rounds.Select(of).Order().ElementAt(rounds.Count / 2);
}
