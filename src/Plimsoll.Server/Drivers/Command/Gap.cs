using System.Globalization;

namespace Plimsoll.Server.Drivers.Command;

/// <summary>What the wrapper cut out of the middle of a long output.</summary>
internal readonly record struct Gap(long From, long To)
{
    public static Gap None => new(0, 0);

    public static Gap Parse(string text)
    {
        return text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var from, var to]
            ? new Gap(long.Parse(from, CultureInfo.InvariantCulture), long.Parse(to, CultureInfo.InvariantCulture))
            : throw new FormatException($"\"{text.Trim()}\" is not where a hole begins and ends.");
    }

    public bool Holds(long cursor) => From <= cursor && cursor < To;

    public bool Overlaps(long from, long to) => from < To && From < to;
}
