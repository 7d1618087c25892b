using System.Globalization;

namespace Plimsoll.Server.Drivers.Command;

/// <summary>What the wrapper cut out of the middle of a long output.</summary>
internal readonly record struct Gap(long From, long To)
{
    public static Gap None => new(0, 0);

    public static Gap Parse(string text)
    {
        var ends = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new Gap(long.Parse(ends[0], CultureInfo.InvariantCulture), long.Parse(ends[1], CultureInfo.InvariantCulture));
    }

    public bool Holds(long cursor) => From <= cursor && cursor < To;

    public bool Overlaps(long from, long to) => from < To && From < to;
}
