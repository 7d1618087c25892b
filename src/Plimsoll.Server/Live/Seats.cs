namespace Plimsoll.Server.Live;

/// <summary>How many may follow at the same time; each holds a connection and a little memory.</summary>
public sealed class Seats(int most)
{
    private int _taken;

    public int Most => most;

    public int Taken => Volatile.Read(ref _taken);

    public bool Take()
    {
        if (Interlocked.Increment(ref _taken) <= most) return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _taken);
}
