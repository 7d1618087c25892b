namespace Plimsoll.Core.Kernel;

/// <summary>The only clock and the only identity Core sees: when it is, and on whose behalf.</summary>
/// <param name="At">Business time in UTC; never goes back within a stream.</param>
/// <param name="Actor">An opaque person id, or <c>system:NAME</c> for Plimsoll itself.</param>
public readonly record struct Moment(DateTimeOffset At, string Actor)
{
    public bool BySystem => Actor.StartsWith("system:", StringComparison.Ordinal);
}
