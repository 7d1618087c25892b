using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Live;

/// <summary>Open pages are told what moved. How a page uses it is in ARCHITECTURE.md.</summary>
public static class LiveSlice
{
    public static IServiceCollection AddLive(this IServiceCollection services, Pace? pace = null) =>
        services.AddSingleton(pace ?? Pace.Usual).AddSingleton(new Seats((pace ?? Pace.Usual).Seats));

    public static void MapLive(this WebApplication app)
    {
        var feed = app.Services.GetRequiredService<Feed>();
        app.Use((http, next) =>
        {
            // Before the page looks at the world: what moves while it is made is told to it afterwards.
            http.Features.Set(new SeenAt(feed.World.Position));
            return next(http);
        });
        app.MapGet("/events", (HttpContext http, Feed feed, TimeProvider business, Pace pace) =>
            About.Read(http.Request.Query["about"]) is not { } about
                ? http.Problem(422, "Too much to follow",
                    "A page is about 32 streams at most. Name fewer, or all that begin alike: `lane/shop/*`.")
                : http.Follow(stop => new Follower(
                    feed, business, pace, about, stream => Viewer.Anew(http).Sees(stream))
                    .Events(http.PositionHeard(), http.IsStillLetIn, stop)));
    }
}
