using Microsoft.Extensions.Time.Testing;

namespace Plimsoll.Server.Tests.Checks;

/// <summary>
/// A clock that is moved only while a check waits between two looks, however slow the looks are. A look asks it for one
/// timer, its limit; the wait after it for one more.
/// </summary>
internal sealed class WaitingClock : FakeTimeProvider
{
    private int _asked;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _asked);
        return timer;
    }

    /// <summary>Lets each wait pass at once until the check has ended.</summary>
    public async Task<T> Run<T>(Func<Task<T>> begin, TimeSpan wait)
    {
        var (before, moved) = (Volatile.Read(ref _asked), 0);
        var check = begin();
        while (!check.IsCompleted)
            if (Volatile.Read(ref _asked) - before is var asked && asked % 2 == 0 && asked > moved)
            {
                moved = asked;
                Advance(wait);
            }
            else
            {
                await Task.WhenAny(check, Task.Delay(2, TestContext.Current.CancellationToken));
            }
        return await check;
    }
}
