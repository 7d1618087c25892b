namespace Plimsoll.Server.Tests.Pages;

/// <summary>Business time that goes by as the machine's does, from a Tuesday morning, and is moved ahead.</summary>
internal sealed class MovingTime : TimeProvider
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 3, 8, 0, 0, TimeSpan.Zero);
    private readonly long _from = System.GetTimestamp();
    private long _ahead;

    public override DateTimeOffset GetUtcNow() =>
        Begun + System.GetElapsedTime(_from) + TimeSpan.FromTicks(Volatile.Read(ref _ahead));

    public void Ahead(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
