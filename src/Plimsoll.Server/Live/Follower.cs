using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Live;

/// <summary>Tells one page what moved. It keeps a position only: nothing queues up for who is slow.</summary>
/// <param name="sees">What whoever follows may see now; of the rest they are not told that it moved.</param>
/// <param name="business">What a beat says: pages tick their clocks by it, also while the demo moves it.</param>
public sealed class Follower(Feed feed, TimeProvider business, Pace pace, About about, Func<StreamName, bool>? sees = null)
{
    /// <summary><c>moved</c> with names of streams, <c>reload</c> when that is not known, and <c>beat</c>.</summary>
    /// <param name="after">The position the page was made at, or the last one it heard of; null for now.</param>
    /// <param name="isLetIn">Asked at every beat: a session may end while its page is open.</param>
    public async IAsyncEnumerable<SseItem<string>> Events(
        long? after, Func<bool> isLetIn, [EnumeratorCancellation] CancellationToken stop)
    {
        var at = after ?? feed.Trail.Last;
        var beat = 0L;
        while (!stop.IsCancellationRequested && isLetIn() && feed.TooOld == "")
        {
            var moves = feed.Trail.After(at, stream => about.Covers(stream) && sees?.Invoke(stream) != false);
            at = moves?.Position ?? feed.Trail.Last;
            if (moves is null)
                yield return Item("", "reload", at);
            else if (moves.Streams.Length > 0)
                yield return Item(string.Join(' ', moves.Streams), "moved", at);
            if (beat == 0 || TimeProvider.System.GetElapsedTime(beat) >= pace.Beat)
            {
                beat = TimeProvider.System.GetTimestamp();
                yield return Item(Milliseconds(business.GetUtcNow()), "beat", at);
            }
            await Wait(at, pace.Beat - TimeProvider.System.GetElapsedTime(beat), stop);
        }
    }

    private async Task Wait(long at, TimeSpan atMost, CancellationToken stop)
    {
        if (atMost <= TimeSpan.Zero) return;
        await feed.Past(at, atMost, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (feed.World.Position <= at) return;
        // Not all at once: hundreds of pages that ask again in the same instant would make everybody wait.
        await Task.Delay(pace.Breath * (0.5 + Random.Shared.NextDouble()), TimeProvider.System, stop)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static SseItem<string> Item(string data, string name, long at) =>
        new(data, name) { EventId = at.ToString(CultureInfo.InvariantCulture) };

    private static string Milliseconds(DateTimeOffset at) =>
        at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
