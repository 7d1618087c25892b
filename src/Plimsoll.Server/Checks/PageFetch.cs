using System.Buffers;
using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using Plimsoll.Files.Evidence;

namespace Plimsoll.Server.Checks;

/// <summary>One request and how it went. <see cref="Trouble"/>: why there is no answer, or null.</summary>
/// <param name="Verdict">With trouble: <c>failed</c> when it is the other side's, else <c>error</c>.</param>
internal sealed record Page(int Status, string Body, bool Cut, TimeSpan Took, string Verdict, string? Trouble)
{
    /// <summary>Header fields by their names, however these are written; several values of one in a line.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    public DateTimeOffset? CertificateUntil { get; init; }
}

/// <summary>Fetches pages for checks, bounded in time and size.</summary>
internal sealed class PageFetch(HttpClient client, TimeProvider clock)
{
    private const int Piece = 16 * 1024;
    private const int Limit = 4 * 1024 * 1024;

    public async Task<Page> Get(string url, TimeSpan limit, CancellationToken stop)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return None(Verdicts.Error, $"'{url}' is not an http or https URL.");
        using var timeout = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var reached = CheckClient.Watch(request);
        try
        {
            return await Read(request, either.Token) with { CertificateUntil = reached.CertificateUntil };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            var seconds = $"within {limit.TotalSeconds:0.###} seconds";
            return reached.Yes
                ? None(Verdicts.Failed, $"{address} did not answer {seconds}.")
                : None(Verdicts.Error, $"{address} could not be reached {seconds}.");
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException)
        {
            return WithoutAnswer(address, trouble, reached.Yes);
        }
    }

    private async Task<Page> Read(HttpRequestMessage request, CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        await using var content = await answer.Content.ReadAsStreamAsync(stop);
        var body = new ArrayBufferWriter<byte>();
        while (body.WrittenCount < Limit && await content.ReadAsync(body.GetMemory(Piece), stop) is > 0 and var read)
            body.Advance(read);
        return new(
            (int)answer.StatusCode, Encoding.UTF8.GetString(body.WrittenSpan), body.WrittenCount >= Limit,
            clock.GetElapsedTime(started), Verdicts.Passed, null)
        {
            Headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(
                field => field.Key, field => string.Join(", ", field.Value), StringComparer.OrdinalIgnoreCase),
        };
    }

    // A closed port is an answer: nothing runs there. What the network or a certificate keeps from us is not.
    private static Page WithoutAnswer(Uri address, Exception trouble, bool reached) =>
        trouble.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
            ? None(Verdicts.Failed, $"Nothing listens at {address.Authority}.")
        : trouble is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            ? None(Verdicts.Error, $"The certificate of {address.Authority} is not trusted.")
        : reached ? None(Verdicts.Failed, $"{address} broke off: {trouble.Message}")
        : None(Verdicts.Error, $"{address} could not be reached: {trouble.Message}");

    private static Page None(string verdict, string trouble) => new(0, "", false, TimeSpan.Zero, verdict, trouble);
}
