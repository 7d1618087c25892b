namespace Plimsoll.Server.Live;

/// <summary>How often a follower hears something, in machine time.</summary>
/// <param name="Beat">Longest silence. The page says that news stopped after 10 s, so it is well below.</param>
/// <param name="Breath">What moves within it, on average, is told together.</param>
/// <param name="Seats">How many may follow at the same time.</param>
public sealed record Pace(TimeSpan Beat, TimeSpan Breath, int Seats)
{
    public static readonly Pace Usual = new(TimeSpan.FromSeconds(4), TimeSpan.FromMilliseconds(100), 600);
}
