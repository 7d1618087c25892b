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
    public async Task<Observed> Follow(
        IDriver driver, string key, string ticket, CancellationToken stop, Observed? first = null)
    {
        var output = await collector.Resume(driver, key, ticket, _secrets, stop, first);
        var pause = FirstLook;
        while (true)
        {
            var pulled = await output.Pull(stop);
            if (pulled.Complete || pulled.Seen.State == TicketState.NeverStarted) return pulled.Seen;
            await Task.Delay(pause, TimeProvider.System, stop);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    public string Digest(string key) => store.Digest(key);

    /// <summary>The last line that says something; empty when none does.</summary>
    public string LastLine(string key)
    {
        var text = string.Concat(store.Tail(key, 1).Select(s => s.ToString()));
        return text.Split('\n').Select(l => l.Trim()).LastOrDefault(l => l != "") ?? "";
    }
}
