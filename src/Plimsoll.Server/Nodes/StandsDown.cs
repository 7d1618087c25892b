using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Nodes;

/// <summary>A server that is too old for what is written answers nothing but that: what it would show could be wrong.</summary>
internal sealed class StandsDown(RequestDelegate next, Feed feed)
{
    public Task Invoke(HttpContext http) => feed.TooOld == "" || IsOpen(http.Request.Path) ? next(http)
        : new Problem(StatusCodes.Status503ServiceUnavailable, "This server is too old", feed.TooOld) { Code = "server.too-old" }
            .ExecuteAsync(http);

    // Whoever watches it is told so in its own words, and the page that says so looks like one.
    private static bool IsOpen(PathString path) =>
        path.StartsWithSegments("/health", StringComparison.Ordinal) || SiteFiles.All.Any(file => path == $"/{file.Name}");
}
