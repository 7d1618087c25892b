using Plimsoll.Core.OnCall;
using Plimsoll.Server.Connectors.Email;
using Plimsoll.Server.Journal;
using Plimsoll.Server.OnCall;

namespace Plimsoll.Server.Engine;

/// <summary>Which way each message of the outbox goes.</summary>
public sealed class Deliveries(MailDelivery mail, PageDelivery pages)
{
    public Task<Delivery> Send(OutboxItem item, CancellationToken stop) => item.Row.Channel switch
    {
        OnCallReactions.ByMail or OnCallReactions.ByWebhook => pages.Send(item, stop),
        "mail" or "invitation" => mail.Send(item.Row, item.Row.Text, stop),
        var other => Task.FromResult<Delivery>(new Delivery.Never($"Nothing is sent by '{other}' here.")),
    };

    /// <summary>It will not be tried again: what follows for others.</summary>
    public Task Failed(OutboxItem item, string reason, CancellationToken stop) =>
        item.Row.Channel is OnCallReactions.ByMail or OnCallReactions.ByWebhook
            ? pages.Failed(item, reason, stop)
            : Task.CompletedTask;
}
