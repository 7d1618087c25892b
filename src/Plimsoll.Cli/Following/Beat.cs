namespace Plimsoll.Cli.Following;

/// <summary>How long to wait before the next look: short while something happens, longer while nothing does.</summary>
internal sealed class Beat(TimeSpan shortest)
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);
    private TimeSpan _next = shortest;

    public TimeSpan Next(bool changed)
    {
        _next = changed ? shortest : Min(_next * 1.25, Max(_longest, shortest));
        return _next;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
