using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Plimsoll.Cli;

/// <summary>The HTTP API; what is no success becomes a <see cref="Failure"/> in the server's own words.</summary>
internal sealed class Client : IDisposable
{
    /// <summary>How long any answer is waited for.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(5);

    // More than a server needs that answers at all, also on a busy machine.
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _toAnother = TimeSpan.FromSeconds(2);
    private const int MostTries = 4;
    private const string PositionHeader = "Plimsoll-Position";
    private static readonly TimeSpan _slow = TimeSpan.FromSeconds(5);
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly Action<string> _say;
    private string _position = "";

    public Client(ServerPlace place, Call call, Terminal terminal)
    {
        Place = place;
        (_clock, _say) = (terminal.Clock, call.Say);
        // A token is as good as its person; over plain http everybody on the way reads it.
        if (place is { Token: not "", Address: { IsLoopback: false, Scheme: "http" } })
            throw new Failure(ExitCodes.NotAllowed, $"The token is not sent to {place.Address} in the clear.",
                "Everybody on the way could read it and act with it.", "Name the server's https address with --server.");
        _http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { CertificateChainPolicy = Authorities.Trusted(place.CaFile) },
            AllowAutoRedirect = false,
            // What is on this machine is never asked through a proxy: it would learn the token.
            UseProxy = !place.Address.IsLoopback,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        }) { BaseAddress = new Uri(place.Address, "api/v1/"), Timeout = Timeout.InfiniteTimeSpan };
        if (place.Token != "") _http.DefaultRequestHeaders.Authorization = Bearer(place);
        _http.DefaultRequestHeaders.Add("Plimsoll-As", call.Actor);
        // A server with accounts refuses a name somebody typed, and does not mind where the machine gave one.
        if (!call.ActorIsTyped) _http.DefaultRequestHeaders.Add("Plimsoll-As-From", "machine");
        if (call.Text("--break-glass") is { Length: > 0 } reason)
            _http.DefaultRequestHeaders.Add("Plimsoll-Break-Glass", Uri.EscapeDataString(reason));
    }

    public ServerPlace Place { get; }

    public async Task<T> Get<T>(string path, CancellationToken stop)
    {
        using var answer = await Send(() => new HttpRequestMessage(HttpMethod.Get, path), stop);
        return await Read<T>(answer, stop);
    }

    /// <summary>As it is at the moment: no way to the store is an answer, and not waited out.</summary>
    /// <param name="patience">How long it is waited for where it has much to read.</param>
    public async Task<T> GetSoon<T>(string path, CancellationToken stop, TimeSpan? patience = null)
    {
        using var answer = await Send(
            () => new HttpRequestMessage(HttpMethod.Get, path), stop, patience ?? _soon, _moment);
        return await Read<T>(answer, stop);
    }

    public async Task<string> GetText(string path, CancellationToken stop)
    {
        using var answer = await Send(() => new HttpRequestMessage(HttpMethod.Get, path), stop);
        return await answer.Content.ReadAsStringAsync(stop);
    }

    /// <summary>How the server is: an answer that it is not well is an answer.</summary>
    public async Task<T> GetState<T>(string path, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await Once(request, UsualPatience, stop);
        return answer.IsSuccessStatusCode || (int)answer.StatusCode == 503 ? await Read<T>(answer, stop)
            : throw await Problem.ToFailure(answer, Place, stop);
    }

    /// <summary>Copies an answer of any size.</summary>
    public async Task Copy(string path, Stream to, CancellationToken stop)
    {
        using var answer = await Send(() => new HttpRequestMessage(HttpMethod.Get, path), stop);
        await answer.Content.CopyToAsync(to, stop);
    }

    /// <param name="patience">How long it is waited for where that is longer than usual.</param>
    public async Task<T> Post<T>(string path, object body, CancellationToken stop, TimeSpan? patience = null)
    {
        // One key for all tries: a request whose answer was lost is not carried out twice.
        var key = $"\"{Guid.NewGuid():N}\"";
        using var answer = await Send(() => Write(path, body, key), stop, patience, makesSecret: IsOfSecrets(path));
        return await Read<T>(answer, stop);
    }

    public void Dispose() => _http.Dispose();

    // A token, a link or an invitation is shown once and kept nowhere: another request makes another one.
    private static bool IsOfSecrets(string path) => path.StartsWith("access/", StringComparison.Ordinal) || path == "calendar/feed";

    private static HttpRequestMessage Write(string path, object body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body, Wire.Request(body)),
        };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private async Task<HttpResponseMessage> Send(
        Func<HttpRequestMessage> make, CancellationToken stop, TimeSpan? patience = null, TimeSpan? most = null, bool makesSecret = false)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = make();
            var answer = await Once(request, patience ?? UsualPatience, stop);
            if (answer.IsSuccessStatusCode) return answer;
            using (answer)
            {
                if (attempt == MostTries || WaitAsked(answer, makesSecret) is not { } wait || wait > most)
                    throw await Problem.ToFailure(answer, Place, stop);
                await Task.Delay(wait, _clock, stop);
            }
        }
    }

    private async Task<HttpResponseMessage> Once(HttpRequestMessage request, TimeSpan patience, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        either.CancelAfter(patience);
        try
        {
            // Of several servers, the next one waits until it knows what this command did at the one before.
            if (_position != "") request.Headers.Add(PositionHeader, _position);
            var sent = _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var answer = await (patience > UsualPatience ? sent : Patiently(sent));
            if (answer.Headers.TryGetValues(PositionHeader, out var at)) _position = at.First();
            return answer;
        }
        catch (HttpRequestException problem)
        {
            throw Problem.Unreachable(Place, problem);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested && patience < UsualPatience)
        {
            throw Problem.Silent(Place, patience);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new Failure(ExitCodes.Cancelled,
                $"{Place.Address} did not answer within {patience.TotalMinutes:0} minutes.",
                "Whether it did what was asked is not known.", "Look before you type it again.") { Unreachable = true };
        }
    }

    private async Task<HttpResponseMessage> Patiently(Task<HttpResponseMessage> answer)
    {
        using var soon = new CancellationTokenSource();
        if (await Task.WhenAny(answer, Task.Delay(_slow, _clock, soon.Token)) != answer)
            _say($"{Place.Address} has not answered for {_slow.TotalSeconds:0} s: it may wait for its database, at most for half a minute. Still waiting …");
        await soon.CancelAsync();
        return await answer;
    }

    /// <summary>A server that is catching up says for how long; a proxy says with 502 that the server it had asked is gone, and
    /// asks another by then. The request is sent again with the same key.</summary>
    private static TimeSpan? WaitAsked(HttpResponseMessage answer, bool makesSecret) => (int)answer.StatusCode switch
    {
        503 or 429 when answer.Headers.RetryAfter?.Delta is { } wait => wait < _longestWait ? wait : _longestWait,
        502 when !makesSecret => _toAnother,
        _ => null,
    };

    private async Task<T> Read<T>(HttpResponseMessage answer, CancellationToken stop)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(Wire.Answer<T>(), stop)
                ?? throw Problem.NotPlimsoll(Place, "the answer is empty");
        }
        catch (JsonException problem)
        {
            throw Problem.NotPlimsoll(Place, problem.Message);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw Problem.Unreachable(Place, problem.Message);
        }
    }

    private static AuthenticationHeaderValue Bearer(ServerPlace place) =>
        place.Token.All(c => c is > ' ' and < '\u007f')
        ? new AuthenticationHeaderValue("Bearer", place.Token)
        : throw new Failure(ExitCodes.NotAllowed, $"What was read as the token of {place.Address} is no token.",
            "A token is one line of letters and digits.", "Add --token-file FILE with the file the server wrote.");
}
