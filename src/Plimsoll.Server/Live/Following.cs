using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Plimsoll.Server.Access;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Live;

/// <summary>A stream of events for one page: it takes a seat, and ends with the server or the session.</summary>
internal static class Following
{
    private const string AfterAWhile = "30";

    extension(HttpContext http)
    {
        /// <summary>What the browser heard last; a page that opens a stream anew says it in its address.</summary>
        public string? LastHeard() =>
            http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } id ? id
            : http.Request.Query["after"].ToString() is { Length: > 0 } after ? after
            : null;

        public long? PositionHeard() => long.TryParse(http.LastHeard(), out var position) ? position : null;

        public bool IsStillLetIn() => http.Features.Get<Caller>() is { } caller
            && http.RequestServices.GetRequiredService<Recognition>().IsStillLetIn(caller);

        public IResult Follow(Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> events)
        {
            var seats = http.RequestServices.GetRequiredService<Seats>();
            if (!seats.Take())
            {
                http.Response.Headers.RetryAfter = AfterAWhile;
                return http.Problem(503, "Too many pages are followed",
                    $"{seats.Most} pages are told of every change already. This one works all the same: load it again "
                    + "to see what changed.", code: "live.full");
            }
            http.Response.OnCompleted(() =>
            {
                seats.Leave();
                return Task.CompletedTask;
            });
            // A proxy that collects answers would hold news back.
            http.Response.Headers["X-Accel-Buffering"] = "no";
            var lifetime = http.RequestServices.GetRequiredService<IHostApplicationLifetime>();
            return TypedResults.ServerSentEvents(
                UntilTheEnd(http, events, lifetime.ApplicationStopping));
        }
    }

    // A server that stops waits for its requests; these would never end by themselves.
    private static async IAsyncEnumerable<SseItem<string>> UntilTheEnd(
        HttpContext http, Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> events, CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken stop = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, http.RequestAborted, stop);
        // Whoever follows knows at once that they are let in, also when nothing happens for a long while.
        await http.Response.Body.FlushAsync(either.Token);
        await foreach (var item in events(either.Token)) yield return item;
    }
}
