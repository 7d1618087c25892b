using Plimsoll.Core.Catalog;
using Plimsoll.Core.OnCall;
using Plimsoll.Files.Api;
using Plimsoll.Server.Access;
using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.OnCall;

/// <summary>Pages over HTTP.</summary>
public static class OnCallApi
{
    private const int Newest = 200;

    public static void MapOnCallApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/pages", (Sight sight) => sight.World.All<Page>().Select(p => p.Value).Where(p => p.Exists)
            .OrderBy(p => p.HasEnded).ThenByDescending(p => p.TriggeredAt).Take(Newest).Select(View));
        api.MapGet("/pages/{id}", (string id, Sight sight) =>
            sight.World.Get<Page>(Page.StreamOf(id)) is { Exists: true } page
                ? Results.Ok(View(page))
                : Answers.Problem(PageRefusals.NoSuchPage)).Produces<PageView>();
        api.MapPost("/pages/{id}/acknowledge", (HttpContext http, string id, Desk desk) =>
            http.Send(desk, Page.StreamOf(id), new AcknowledgePage(http.Actor())));
        api.MapGet("/webhook-secret", (HttpContext http, WebhookSecret secret) =>
            http.Features.Get<Caller>() is { Way: Way.Token }
            ? Results.Ok(new WebhookSecretView(secret.Text))
            : http.Problem(403, "Not shown in a browser",
                "Only a program with the server's token is told the secret.", "plimsoll oncall webhook-secret",
                "access.token-only")).Produces<WebhookSecretView>();
    }

    private static PageView View(Page page) => new(
        page.Id, page.About.Value, page.Service, page.Title, page.Text, page.Severity.ToString().ToLowerInvariant(),
        page.Unanswered ? "unanswered" : page.Status.ToString().ToLowerInvariant(), page.AcknowledgedBy, page.Outcome,
        page.TriggeredAt, Next(page), [.. page.Contacts.Select(c => View(page, c))]);

    private static DateTimeOffset? Next(Page page) => page.Status switch
    {
        PageStatus.Resolved => null,
        PageStatus.Acknowledged => page.LapsesAt,
        _ => page.DueAt,
    };

    // A webhook's address is often a secret by itself; that there is one is enough to know.
    private static PageContactView View(Page page, Contact contact) => new(
        contact.Person, contact.Mail ?? "", contact.Webhook is { Length: > 0 }, page.Call(contact.Person)?.At,
        page.Call(contact.Person)?.Failure ?? "");
}
