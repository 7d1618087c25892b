using System.Diagnostics;
using System.Globalization;

namespace Plimsoll.Bench;

/// <summary>What a piece of work took.</summary>
/// <param name="Processor">Of the program that asks, not of the hosts.</param>
/// <param name="Begun">Processes that the machine began meanwhile, hosts and all: what does not depend on its speed.</param>
public sealed record Timed(TimeSpan Wall, TimeSpan Processor, long Begun)
{
    /// <summary>By the clock on the wall alone: what its clients spend is not looked at.</summary>
    public static Task<Timed> Of(Func<Task> work) => Of(work, () => TimeSpan.Zero);

    public static async Task<Timed> Of(Func<Task> work, Func<TimeSpan> processor)
    {
        var (start, spent, begun) = (Stopwatch.GetTimestamp(), processor(), BegunSoFar());
        await work();
        return new Timed(Stopwatch.GetElapsedTime(start), processor() - spent, BegunSoFar() - begun);
    }

    // Threads count as well: the kernel counts what is forked.
    private static long BegunSoFar() => long.Parse(
        File.ReadLines("/proc/stat").First(line => line.StartsWith("processes ", StringComparison.Ordinal))[10..],
        CultureInfo.InvariantCulture);
}
