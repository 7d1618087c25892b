namespace Storefront;

/// <summary>Makes a share of the requests fail, evenly spread, so that a failing release can be rehearsed.</summary>
public sealed class FaultSwitch
{
    int percent;
    long seen;

    public int Percent
    {
        get => percent;
        set => percent = Math.Clamp(value, 0, 100);
    }

    public bool Strikes()
    {
        var n = Interlocked.Increment(ref seen);
        return n * percent / 100 > (n - 1) * percent / 100;
    }
}
