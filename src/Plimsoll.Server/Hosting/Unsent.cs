using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Hosting;

/// <summary>How many of the newest messages did not get out; counted before a page is made.</summary>
internal sealed record Unsent(int Count)
{
    private const int Newest = 100;

    public static void UseUnsent(IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (HttpMethods.IsGet(http.Request.Method) && Problem.WantsPage(http.Request))
        {
            var outbox = http.RequestServices.GetRequiredService<Outbox>();
            var newest = await outbox.List(Newest, http.RequestAborted);
            http.Features.Set(new Unsent(newest.Count(
                m => OutboxPageView.IsStuck(m) && Viewer.Of(http).Sees(m.Row))));
        }

        await next(http);
    });
}
