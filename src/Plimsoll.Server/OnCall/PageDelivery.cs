using System.Text.Json;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Connectors.Email;
using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.OnCall;

/// <summary>Sends pages, each judged again at the last moment: who has been answered is not called.</summary>
public sealed class PageDelivery(
    Desk desk, Outbox outbox, MailDelivery mail, WebhookSender webhooks, AcknowledgeLinks links)
{
    public async Task<Delivery> Send(OutboxItem item, CancellationToken stop)
    {
        if (ContactCall.Of(item.Row.Key) is not { } call)
            return new Delivery.Never("The message does not say whom it pages.");
        var page = desk.World.Get<Page>(item.Row.About);
        if (NotNeeded(page, call.Person, call.Round) is { } reason)
            return new Delivery.NotNeeded($"Not sent: {reason}.");
        var link = links.Of(page.Id, call.Person);
        return item.Row.Channel == OnCallReactions.ByMail
            ? await mail.Send(item.Row, Text(page, link), stop)
            : Told(await webhooks.Send(
                new Webhook(item.Row.Key, item.Row.To[0], Body(page, item.Row, call.Person, link)), stop));
    }

    /// <summary>When no other way to the contact is open, the page goes on without them.</summary>
    public async Task Failed(OutboxItem item, string reason, CancellationToken stop)
    {
        if (ContactCall.Of(item.Row.Key) is not { } call || await OtherWayIsOpen(item.Row, stop)) return;
        await desk.Send(
            item.Row.About, new RecordContactFailure(call.Person, call.Round, reason), "system:outbox",
            CommandIds.Of($"{item.Row.Key}/failed"), stop);
    }

    private static string? NotNeeded(Page page, string person, int round) => page switch
    {
        { Exists: false } => "there is no such page",
        { IsOpen: false } => PageRefusals.Standing(page),
        _ when page.Call(person) is { } latest && latest.Round > round => "a later message to the same person went out",
        _ => null,
    };

    private async Task<bool> OtherWayIsOpen(OutboxRow row, CancellationToken stop)
    {
        var (own, other) = row.Channel == OnCallReactions.ByMail
            ? (OnCallReactions.ByMail, OnCallReactions.ByWebhook)
            : (OnCallReactions.ByWebhook, OnCallReactions.ByMail);
        var found = await outbox.Find(row.Key.Replace($"/{own}/", $"/{other}/", StringComparison.Ordinal), stop);
        // Withdrawn: it was for somebody who may not see it. Where the page was answered meanwhile, nobody is called anyway.
        return found is not (null or { State: OutboxState.GivenUp or OutboxState.NotSent or OutboxState.Withdrawn });
    }

    private static Delivery Told(WebhookOutcome outcome) => outcome switch
    {
        WebhookOutcome.Sent => new Delivery.Sent(),
        WebhookOutcome.Rejected rejected => new Delivery.Never(rejected.Reason),
        WebhookOutcome.RetryLater later => new Delivery.Later(later.Reason, later.After),
        _ => throw new InvalidOperationException($"Nobody knows what {outcome.GetType().Name} means."),
    };

    private static string Text(Page page, string link) =>
        $"""
        {page.Text}

        Service: {page.Service}
        Severity: {page.Severity.ToString().ToLowerInvariant()}

        Acknowledge, so that nobody else is called:
        {link}
        """;

    private static string Body(Page page, OutboxRow row, string person, string link) => JsonSerializer.Serialize(
        new
        {
            type = "page.triggered",
            timestamp = row.At,
            data = new
            {
                page = page.Id, about = page.About.Value, service = page.Service, title = page.Title, text = page.Text,
                severity = page.Severity.ToString().ToLowerInvariant(), person, acknowledge = link,
            },
        });
}
