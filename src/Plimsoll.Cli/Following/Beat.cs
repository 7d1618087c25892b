namespace Plimsoll.Cli.Following;

/// <summary>How long to wait before the next look: short while something happens, longer while nothing does.</summary>
internal sealed class Beat(TimeSpan shortest)
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);
    private double _stretch = 1;

    public TimeSpan Next(bool changed)
    {
        _stretch = changed ? 1 : _stretch * 1.25;
        var next = shortest * _stretch;
        if (next <= _longest) return next;
        _stretch = Math.Max(1, _longest / shortest);
        return _longest > shortest ? _longest : shortest;
    }
}
