using System.Net;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Repositories;

namespace Plimsoll.Server.Artifacts;

/// <summary>Fetches an artifact by URL, once, when the candidate is sealed.</summary>
public sealed class ArtifactDownload(WayOut outbound, TimeProvider clock) : IDisposable
{
    private const int MaxRedirects = 5;
    private readonly HttpClient _configured = outbound.Client(AddressFrom.Settings);

    // Where an answer leads is the word of whoever answered.
    private readonly HttpClient _ledTo = outbound.Client(AddressFrom.Payload);

    public async Task<Found<StoredArtifact>> Take(
        string url, TimeSpan limit, ArtifactStore store, CancellationToken stop)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var from) || from.Scheme is not ("http" or "https"))
            return Found.Invalid<StoredArtifact>($"Artifact address '{url}' is not an http or https URL.");
        using var timeout = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            return await Follow(from, store, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return Found.Blocked<StoredArtifact>($"{from} took longer than {limit.TotalSeconds:0} seconds.");
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException)
        {
            var what = BrokeOff(trouble) ? "broke off" : "could not be fetched";
            return Found.Blocked<StoredArtifact>($"{from} {what}: {trouble.Message}");
        }
    }

    public void Dispose()
    {
        _configured.Dispose();
        _ledTo.Dispose();
    }

    // The other side hung up before its answer was whole; where in the answer is chance.
    private static bool BrokeOff(Exception trouble) =>
        trouble is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
        || (trouble.InnerException ?? trouble) is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }
        || trouble.GetBaseException() is System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.ConnectionReset };

    private async Task<Found<StoredArtifact>> Follow(Uri from, ArtifactStore store, CancellationToken stop)
    {
        var at = from;
        for (var step = 0; step <= MaxRedirects; step++)
        {
            using var answer = await (at.Authority == from.Authority ? _configured : _ledTo).GetAsync(at, HttpCompletionOption.ResponseHeadersRead, stop);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                await using var content = await answer.Content.ReadAsStreamAsync(stop);
                return await store.Keep(content, at.ToString(), stop);
            }
            if ((int)answer.StatusCode is < 300 or >= 400 || answer.Headers.Location is not { } location)
                return Found.Blocked<StoredArtifact>($"{at} answered {(int)answer.StatusCode}, 200 is needed.");
            var next = new Uri(at, location);
            if (next.Scheme != at.Scheme)
                return Found.Blocked<StoredArtifact>($"{at} leads to {next}, another scheme. Write that address.");
            at = next;
        }
        return Found.Blocked<StoredArtifact>($"{from} leads on more than {MaxRedirects} times.");
    }
}
