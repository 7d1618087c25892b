using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Plimsoll.Server.Tests.Live;

/// <summary>Reads a stream of events as a browser does, from a real server.</summary>
internal sealed class Listener : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private Listener(HttpClient http, HttpResponseMessage answer, Stream stream)
    {
        (_http, Answer) = (http, answer);
        _events = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
    }

    public HttpResponseMessage Answer { get; }

    public static async Task<Listener> At(Uri address, string token, string path, string lastId = "")
    {
        var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId != "") request.Headers.Add("Last-Event-ID", lastId);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new Listener(http, answer, await answer.Content.ReadAsStreamAsync());
    }

    public async Task<SseItem<string>> Next(string name)
    {
        Assert.Equal(HttpStatusCode.OK, Answer.StatusCode);
        do
        {
            Assert.True(await _events.MoveNextAsync().AsTask().WaitAsync(Patience), $"The stream ended before {name}.");
        }
        while (_events.Current.EventType != name);
        return _events.Current;
    }

    /// <summary>Every line of a log until it says that no more will come, and the last id.</summary>
    public async Task<(List<string[]> Lines, string Last)> Lines()
    {
        var (lines, last) = (new List<string[]>(), "");
        while (await _events.MoveNextAsync().AsTask().WaitAsync(Patience))
        {
            last = _events.Current.EventId ?? "";
            if (_events.Current.EventType == "end") return (lines, last);
            lines.AddRange(JsonSerializer.Deserialize<string[][]>(_events.Current.Data)!);
        }
        Assert.Fail("The log stopped without saying that it ended.");
        return default;
    }

    /// <summary>Whether the stream comes to its end.</summary>
    public async Task Ends()
    {
        while (await _events.MoveNextAsync().AsTask().WaitAsync(Patience))
        {
        }
    }

    public void Dispose()
    {
        Answer.Dispose();
        _http.Dispose();
    }
}
