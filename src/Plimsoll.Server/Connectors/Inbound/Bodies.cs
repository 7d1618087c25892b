using System.Collections.Concurrent;

namespace Plimsoll.Server.Connectors.Inbound;

/// <summary>Bodies that are read before their signature is known: few at once of a kind, each within its time.</summary>
/// <remarks>
/// Each kind has seats of its own for each service, and one address takes only some of them: a flood keeps out no alert of
/// somebody else.
/// </remarks>
internal sealed class Bodies
{
    public const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    public const int OfOneAddress = 4;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _seats = [];
    private readonly ConcurrentDictionary<string, int> _from = [];

    public int Free(string kind) => SeatsOf(kind).CurrentCount;

    /// <summary>Null: there was no seat, or it did not arrive in time.</summary>
    public async Task<ReadOnlyMemory<byte>?> Read(HttpContext http, string kind, CancellationToken stop)
    {
        var from = $"{kind} {http.Connection.RemoteIpAddress}";
        try
        {
            return _from.AddOrUpdate(from, 1, (_, taken) => taken + 1) > OfOneAddress ? null : await Seated(http, kind, stop);
        }
        finally
        {
            if (_from.AddOrUpdate(from, 0, (_, taken) => taken - 1) <= 0) _from.TryRemove(new(from, 0));
        }
    }

    private async Task<ReadOnlyMemory<byte>?> Seated(HttpContext http, string kind, CancellationToken stop)
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
