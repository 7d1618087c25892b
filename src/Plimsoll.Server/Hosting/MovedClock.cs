using System.Globalization;

namespace Plimsoll.Server.Hosting;

/// <summary>
/// Business time that is ahead of the machine's by the seconds a file holds; the demo plays two days with it.
/// </summary>
/// <remarks>Time never goes back: a smaller number is ignored. Machine time (timeouts, retries) is not moved.</remarks>
public sealed class MovedClock(string file) : TimeProvider
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);
    private readonly Lock _turn = new();
    private DateTimeOffset _readAt;
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow()
    {
        var now = base.GetUtcNow();
        lock (_turn)
        {
            if (now - _readAt >= Glance)
            {
                _readAt = now;
                if (Read() is { } ahead && ahead > _ahead) _ahead = ahead;
            }
            return now + _ahead;
        }
    }

    private TimeSpan? Read()
    {
        try
        {
            return double.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(seconds) : null;
        }
        catch (IOException)
        {
            return null; // Not written yet, or just being written.
        }
    }
}
