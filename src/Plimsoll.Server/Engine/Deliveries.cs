using Plimsoll.Core.Announcements;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Access;
using Plimsoll.Server.Connectors.Email;
using Plimsoll.Server.Journal;
using Plimsoll.Server.OnCall;

namespace Plimsoll.Server.Engine;

/// <summary>Which way each message of the outbox goes.</summary>
public sealed class Deliveries(MailDelivery mail, PageDelivery pages, Roster roster, Reaching reaching)
{
    public Task<Delivery> Send(OutboxItem item, CancellationToken stop)
    {
        var named = item with { Row = Named(item.Row) };
        return reaching.Withheld(named.Row) is { } withheld ? Task.FromResult(withheld) : Route(named with { Row = reaching.Veiled(named.Row) }, stop);
    }

    /// <summary>What leaves the house says names, and goes to addresses, which facts do not hold.</summary>
    private OutboxRow Named(OutboxRow row) => !roster.HasAccounts ? row : row with
    {
        To = [.. row.To.Select(to => roster.Find(to)?.Mail ?? to)],
        Title = roster.Show(row.Title),
        Text = roster.Show(row.Text),
        Calendar = row.Calendar == "" ? "" : Invitation.Reworded(
            Invitation.Addressed(row.Calendar, id => roster.Find(id)?.Mail), text => roster.Show(text)),
    };

    private Task<Delivery> Route(OutboxItem item, CancellationToken stop) => item.Row.Channel switch
    {
        OnCallReactions.ByMail or OnCallReactions.ByWebhook => pages.Send(item, stop),
        "mail" or "invitation" => mail.Send(item.Row, item.Row.Text, stop),
        var other => Task.FromResult<Delivery>(
            // A newer version wrote it, and is not at work just now: whoever works later sends it.
            new Delivery.Later($"This version does not know how to send by '{other}'.", TimeSpan.Zero)),
    };

    /// <summary>It will not be tried again: what follows for others.</summary>
    public Task Failed(OutboxItem item, string reason, CancellationToken stop) =>
        item.Row.Channel is OnCallReactions.ByMail or OnCallReactions.ByWebhook
            ? pages.Failed(item, reason, stop)
            : Task.CompletedTask;
}
