using System.Globalization;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Nodes;

/// <summary>Whoever has changed something sees it, whichever node answers next.</summary>
/// <remarks>
/// A program sends the position its command was answered with; a browser carries it in a cookie for a minute, in which every node
/// has heard of it.
/// </remarks>
internal sealed class InStep(RequestDelegate next, Feed feed, SqlJournal journal)
{
    private const string Cookie = "plimsoll-position";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    public async Task Invoke(HttpContext http)
    {
        if (Asked(http) is { } position && !await Reach(position, http.RequestAborted))
        {
            http.Response.Headers.RetryAfter = "1";
            await new RefusalAnswer(
                StatusCodes.Status503ServiceUnavailable, "Not in step", $"This server knows the journal up to position "
                + $"{feed.World.Position}, and {position} was asked for: it has not heard of it within two seconds. Try again.",
                "not-in-step", []).ExecuteAsync(http);
            return;
        }

        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            http.Response.OnStarting(() =>
            {
                http.Response.Cookies.Append(Cookie, Text(feed.World.Position), new CookieOptions
                {
                    HttpOnly = true, MaxAge = Kept, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps,
                    Path = http.Request.PathBase.HasValue ? http.Request.PathBase.Value : "/",
                });
                return Task.CompletedTask;
            });
        await next(http);
    }

    private static long? Asked(HttpContext http) =>
        Number(http.Request.Headers[Answers.PositionHeader].ToString()) ?? Number(http.Request.Cookies[Cookie] ?? "");

    private async Task<bool> Reach(long position, CancellationToken stop)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (feed.World.Position < position)
        {
            var left = Patience - TimeProvider.System.GetElapsedTime(since);
            // What a replica that took over never heard of is waited for in vain.
            if (left <= TimeSpan.Zero) return (await journal.Head(stop)).Position < position;
            await feed.Past(position - 1, left, stop);
        }

        return true;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);
}
