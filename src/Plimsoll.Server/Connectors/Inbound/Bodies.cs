using System.Collections.Concurrent;

namespace Plimsoll.Server.Connectors.Inbound;

/// <summary>Bodies that are read before their signature is known: few at once of a kind, each within its time.</summary>
/// <remarks>Each kind has seats of its own, so that a flood of one keeps no alert of another out.</remarks>
internal sealed class Bodies
{
    public const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _seats = [];

    public int Free(string kind) => SeatsOf(kind).CurrentCount;

    /// <summary>Null: there was no seat, or it did not arrive in time.</summary>
    public async Task<ReadOnlyMemory<byte>?> Read(HttpContext http, string kind, CancellationToken stop)
    {
        var seats = SeatsOf(kind);
        if (!await seats.WaitAsync(Patience, stop)) return null;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(Patience);
        try
        {
            var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, late.Token);
            return body.GetBuffer().AsMemory(0, (int)body.Length);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // What still trickles in is not waited for: the connection goes with the answer.
            http.Response.Headers.Connection = "close";
            return null;
        }
        finally
        {
            seats.Release();
        }
    }

    private SemaphoreSlim SeatsOf(string kind) => _seats.GetOrAdd(kind, _ => new SemaphoreSlim(AtOnce, AtOnce));
}
