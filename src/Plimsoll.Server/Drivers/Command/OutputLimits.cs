namespace Plimsoll.Server.Drivers.Command;

/// <summary>How much of a long output is kept: its beginning and its end.</summary>
public sealed record OutputLimits(long Head, long Tail)
{
    private const long MiB = 1024 * 1024;

    public static OutputLimits Usual { get; } = new(64 * MiB, 64 * MiB);
}
