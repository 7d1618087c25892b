using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Hosting;

/// <summary>How many of the newest messages did not get out: counted before a page is made, because that reads the disk.</summary>
internal sealed record Unsent(int Count)
{
    private const int Newest = 100;

    public static void UseUnsent(IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (HttpMethods.IsGet(http.Request.Method) && Problem.WantsPage(http.Request))
        {
            var outbox = http.RequestServices.GetRequiredService<Outbox>();
            http.Features.Set(new Unsent((await outbox.List(Newest, http.RequestAborted)).Count(OutboxPageView.IsStuck)));
        }

        await next(http);
    });
}
