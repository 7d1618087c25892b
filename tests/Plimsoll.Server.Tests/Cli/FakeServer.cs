using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Plimsoll.Server.Tests.Cli;

/// <summary>A small real HTTP server that answers what a test tells it and remembers what it was asked.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    public const string Token = "tok-1234";
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Reply>> _replies = [];
    private readonly WebApplication _app;

    private FakeServer(WebApplication app)
    {
        _app = app;
        app.Run(Answer);
    }

    public ConcurrentQueue<Asked> Requests { get; } = [];

    public string Address => _app.Urls.Single();

    public static async Task<FakeServer> Start(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var server = new FakeServer(builder.Build());
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The next answers to a request such as <c>GET services</c>; the last one is repeated.</summary>
    public FakeServer On(string request, params object[] answers)
    {
        var queue = _replies.GetOrAdd(request, _ => []);
        foreach (var answer in answers)
            queue.Enqueue(answer as Reply ?? new Reply(200, "application/json", JsonSerializer.Serialize(answer, Web)));
        return this;
    }

    public Asked The(string request) => Assert.Single(Requests, r => r.What == request);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    public static Reply Refuse(int status, string code, string detail, params object[] blockers) => new(
        status, "application/problem+json",
        JsonSerializer.Serialize(new { title = "No", status, detail, code, blockers }, Web));

    private async Task Answer(HttpContext http)
    {
        var path = $"{http.Request.Path}{http.Request.QueryString}".Replace("/api/v1/", "", StringComparison.Ordinal);
        using var body = new StreamReader(http.Request.Body);
        var asked = new Asked(
            $"{http.Request.Method} {path}", await body.ReadToEndAsync(), http.Request.Headers.Authorization.ToString(),
            http.Request.Headers["Plimsoll-As"].ToString(), http.Request.Headers["Idempotency-Key"].ToString(),
            http.Request.Headers["Plimsoll-Position"].ToString());
        Requests.Enqueue(asked);
        var reply = Next(asked.What);
        if (reply.Until is { } until) await until;
        http.Response.StatusCode = reply.Status;
        if (reply.Position != "") http.Response.Headers["Plimsoll-Position"] = reply.Position;
        http.Response.ContentType = reply.ContentType;
        if (reply.RetryAfter is { } seconds) http.Response.Headers.RetryAfter = $"{seconds}";
        await http.Response.WriteAsync(reply.Body);
    }

    private Reply Next(string request)
    {
        if (!_replies.TryGetValue(request, out var queue)) return Refuse(404, "not-found", $"nothing at {request}");
        if (queue.Count > 1 && queue.TryDequeue(out var reply)) return reply;
        return queue.TryPeek(out reply) ? reply : Refuse(404, "not-found", $"nothing more at {request}");
    }
}

internal sealed record Reply(int Status, string ContentType, string Body, int? RetryAfter = null)
{
    /// <summary>Not answered before.</summary>
    public Task? Until { get; init; }

    public string Position { get; init; } = "";
}

internal sealed record Asked(string What, string Body, string Authorization, string As, string Key, string Position);
