using Plimsoll.Server.Connectors.Email;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Engine;

/// <summary>The page of what Plimsoll tells people outside.</summary>
public static class OutboxPages
{
    private const int Fewest = 50;
    private const int Most = 1000;

    public static void MapOutboxPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/outbox", async (HttpContext http, int? show, Outbox outbox, ServerSettings settings) =>
        {
            var shown = Math.Clamp(show ?? Fewest, Fewest, Most);
            var found = await outbox.List(shown + 1, http.RequestAborted);
            var viewer = Viewer.Of(http);
            return http.Page<OutboxPage, OutboxView>(OutboxPageView.Of(
                [.. found.Take(shown).Where(m => viewer.Sees(m.Row))], settings.MailHost != "", shown, found.Count > shown && shown < Most));
        });
        app.MapPost("/outbox/{id}/send-message", SendNow);
    }

    private static async Task<IResult> SendNow(HttpContext http, string id, Outbox outbox, CancellationToken stop) =>
        OutboxPageView.KeyOf(id) is { } key && await outbox.RetryFor(Viewer.Of(http), key, stop)
            ? http.Back("/outbox", new Sign(Mark.Run, "Due"), "It is sent within seconds; this page shows how it went.")
            : http.Back("/outbox", new Sign(Mark.Fail, "Not done"),
                "Not sent again: it has left already, or there is no such message.");
}
