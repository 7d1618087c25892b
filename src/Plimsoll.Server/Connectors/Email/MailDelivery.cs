using MimeKit;
using Plimsoll.Core.Announcements;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Connectors.Email;

/// <summary>Sends messages of the outbox as mail.</summary>
/// <param name="settings">Null: no mail server is configured.</param>
/// <param name="address">Where the server is reached; texts name it by <c>{plimsoll}</c> until they leave.</param>
/// <param name="zoneAt">In which zone whoever is at an address reads.</param>
public sealed class MailDelivery(MailSender mail, MailSettings? settings, string address, Func<string, string> zoneAt)
{
    public async Task<Delivery> Send(OutboxRow row, string text, CancellationToken stop)
    {
        if (settings is null) return new Delivery.NoWay(Outbox.NoMailServer);
        var message = new Mail(row.Key, row.To, Timed(row, row.Title), Timed(row, Placed(text)))
        {
            Calendar = CalendarOf(row, settings),
        };
        return await mail.Send(message, stop) switch
        {
            MailOutcome.Sent => new Delivery.Sent(),
            MailOutcome.Rejected rejected => new Delivery.Never(rejected.Reason),
            MailOutcome.RetryLater later => new Delivery.Later(later.Reason, TimeSpan.Zero),
            var other => throw new InvalidOperationException($"Nobody knows what {other.GetType().Name} means."),
        };
    }

    private string Placed(string text) => text.Replace(IncidentMails.Here, address, StringComparison.Ordinal);

    // A calendar object has zones of its own; readers in different zones share UTC.
    private string Timed(OutboxRow row, string text) => row.To.Select(zoneAt).Distinct().ToList() is [var zone]
        ? ReceiversTime.In(text, row.At, zone) : text;

    // Who invites is the address answers go to; only the server's settings know it.
    private static string CalendarOf(OutboxRow row, MailSettings settings) =>
        row.Calendar != "" && MailboxAddress.TryParse(settings.From, out var from)
            ? Invitation.OrganizedBy(row.Calendar, from.Address)
            : row.Calendar;
}
