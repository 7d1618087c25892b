namespace Plimsoll.Cli.Following;

/// <summary>Goes on asking while the server is away: what it started goes on, and so does the watch.</summary>
internal sealed class LostAndFound(Call call)
{
    private long? _lost;

    public async Task<T> Ask<T>(Func<CancellationToken, Task<T>> question, CancellationToken stop)
    {
        var clock = call.Terminal.Clock;
        for (; ; )
        {
            try
            {
                var answer = await question(stop);
                if (_lost is not null) call.Say("The server answers again.");
                _lost = null;
                return answer;
            }
            catch (Failure failure) when (failure.Unreachable && IsPatient(clock))
            {
                await Task.Delay(call.Terminal.Pace, clock, stop);
            }
        }
    }

    private bool IsPatient(TimeProvider clock)
    {
        if (_lost is { } since) return clock.GetElapsedTime(since) < call.Terminal.Patience;
        _lost = clock.GetTimestamp();
        call.Say("The server does not answer; what runs goes on without it. Asking again.");
        return true;
    }
}
