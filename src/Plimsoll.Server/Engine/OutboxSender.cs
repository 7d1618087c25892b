using Plimsoll.Server.Connectors.Email;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>Sends what the outbox holds, each message at least once with its key, and keeps the answers.</summary>
public sealed class OutboxSender(Outbox outbox, MailSender mail, MailSettings? settings, ILogger<OutboxSender> log)
    : BackgroundService
{
    // Machine time: a moved business clock neither delays nor hurries a mail.
    private readonly TimeProvider _clock = TimeProvider.System;

    private const int Batch = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan[] Retries =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var item in await outbox.Claim(_clock.GetUtcNow(), Longest, Batch, stoppingToken)) await Send(item, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogError(error, "The outbox could not be read or written; tried again in a second.");
            }
            await Task.Delay(Pause, TimeProvider.System, stoppingToken);
        }
    }

    private async Task Send(OutboxItem item, CancellationToken stop)
    {
        if (settings is null)
        {
            await outbox.MarkNotSent(item.Row.Key, Outbox.NoMailServer, stop);
            return;
        }
        switch (await mail.Send(new Mail(item.Row.Key, item.Row.To, item.Row.Title, item.Row.Text), stop))
        {
            case MailOutcome.Sent:
                await outbox.MarkSent(item.Row.Key, _clock.GetUtcNow(), stop);
                break;
            case MailOutcome.Rejected rejected:
                await outbox.GiveUp(item.Row.Key, rejected.Reason, stop);
                break;
            case MailOutcome.RetryLater later when item.Tries <= Retries.Length:
                await outbox.MarkFailed(item.Row.Key, later.Reason, _clock.GetUtcNow() + Retries[item.Tries - 1], stop);
                break;
            case MailOutcome.RetryLater later:
                await outbox.GiveUp(item.Row.Key, later.Reason, stop);
                break;
        }
    }
}
