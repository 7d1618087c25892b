using System.Text;
using Plimsoll.Files.Masking;
using Plimsoll.Server.Drivers;
using Plimsoll.Server.Drivers.Output;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Deployments;

/// <summary>Brings the output of an attempt into the store until its work has ended.</summary>
public sealed class OutputKeeper(OutputCollector collector, SegmentStore store, Mask? mask = null)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);
    private readonly KnownForms _secrets = mask?.Forms ?? new KnownForms();

    /// <summary>Follows the work to its end, whoever began to; answers with the last look at it. Work that never
    /// started is not waited for.</summary>
    /// <param name="first">What the place told of it when it began.</param>
    /// <param name="isThere">Called when its place has taken it: it runs there, or did.</param>
    public async Task<Observed> Follow(
        IDriver driver, string key, string ticket, CancellationToken stop, Observed? first = null, Action? isThere = null)
    {
        var output = await collector.Resume(driver, key, ticket, _secrets, stop, first);
        var pause = FirstLook;
        while (true)
        {
            var pulled = await output.Pull(stop);
            if (pulled.Seen.State is not (TicketState.NeverStarted or TicketState.Starting)) isThere?.Invoke();
            if (pulled.Complete || pulled.Seen.State == TicketState.NeverStarted) return pulled.Seen;
            await Task.Delay(pause, TimeProvider.System, stop);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    public string Digest(string key) => store.Digest(key);

    /// <summary>Something it wrote is kept.</summary>
    public bool HasSome(string key) => store.LastRawTo(key) > 0;

    /// <summary>The last line that says something, whole, in however many pieces it came; empty when none does.</summary>
    public string LastLine(string key)
    {
        for (var most = 1; ; most *= 4)
        {
            var tail = store.Tail(key, most);
            // What lies before something that was left out is another line.
            var from = tail.Count - 1;
            while (from > 0 && tail[from - 1].RawTo == tail[from].RawFrom) from--;
            var text = Encoding.UTF8.GetString([.. tail.Skip(Math.Max(from, 0)).SelectMany(piece => piece.Text.ToArray())]);
            var said = text.TrimEnd();
            var begins = said.LastIndexOf('\n') + 1;
            if (begins > 0 || from > 0 || tail.Count < most || said.Length > Segment.MostBytes) return said[begins..].Trim();
        }
    }
}
