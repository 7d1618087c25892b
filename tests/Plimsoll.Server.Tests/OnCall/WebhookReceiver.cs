using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Plimsoll.Server.Tests.OnCall;

/// <summary>Somebody's HTTP server that takes webhooks as Standard Webhooks 1.0.0 says and refuses bad signatures.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>What it checks with; as the sender shows it.</summary>
    public string Secret { get; set; } = "";

    /// <summary>What it answers to a good webhook.</summary>
    public int Status { get; set; } = 204;

    public string RetryAfter { get; set; } = "";

    /// <summary>Takes connections and never answers.</summary>
    public bool IsDead { get; set; }

    public ConcurrentQueue<(string Id, string Path, string Body)> Taken { get; } = [];

    public ConcurrentQueue<string> Refused { get; } = [];

    public string Url => _app.Urls.First() + "/hook";

    public static async Task<WebhookReceiver> Start(CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.MapPost("/{**path}", receiver.Take);
        await receiver._app.StartAsync(stop);
        return receiver;
    }

    private async Task Take(HttpContext http)
    {
        if (IsDead) await Task.Delay(Timeout.Infinite, http.RequestAborted);
        var body = await new StreamReader(http.Request.Body, Encoding.UTF8).ReadToEndAsync();
        var (id, signature) = (http.Request.Headers["webhook-id"].ToString(), http.Request.Headers["webhook-signature"].ToString());
        if (!IsFresh(http) || signature != $"v1,{Expected($"{id}.{http.Request.Headers["webhook-timestamp"]}.{body}")}")
        {
            Refused.Enqueue(signature);
            http.Response.StatusCode = 401;
            return;
        }
        Taken.Enqueue((id, http.Request.Path, body));
        http.Response.StatusCode = Status;
        if (Status is 301 or 302 or 307 or 308) http.Response.Headers.Location = "/elsewhere";
        if (RetryAfter != "") http.Response.Headers.RetryAfter = RetryAfter;
    }

    private string Expected(string signed) => Secret.StartsWith("whsec_", StringComparison.Ordinal)
        ? Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret[6..]), Encoding.UTF8.GetBytes(signed)))
        : "";

    private static bool IsFresh(HttpContext http) =>
        long.TryParse(http.Request.Headers["webhook-timestamp"], out var sent)
        && Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - sent) < 300;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
