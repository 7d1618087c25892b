namespace Plimsoll.Server.Tests;

/// <summary>A clock on which a few seconds are over as soon as they begin; longer ones last.</summary>
internal sealed class NoWaiting : TimeProvider
{
    private static readonly TimeSpan Few = TimeSpan.FromSeconds(3);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > Few || dueTime < TimeSpan.Zero ? dueTime : TimeSpan.Zero, period);
}
