using System.Net;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Connectors.Email;

/// <summary>Sends mail through the configured server; TLS is used wherever the server offers it.</summary>
/// <param name="settings">Null: no mail server is configured, and every message waits for one.</param>
/// <param name="way">Looks at the address that is connected to.</param>
public sealed class MailSender(MailSettings? settings, TimeProvider clock, WayOut way, Mask? mask = null)
{
    public const string NotConfigured = "no mail server configured";

    public async Task<MailOutcome> Send(Mail mail, CancellationToken stop)
    {
        if (settings is null) return new MailOutcome.RetryLater(NotConfigured);
        var (message, problem) = (mask is null ? mail : mail.Masked(mask)).Compose(settings, clock.GetUtcNow());
        if (message is null) return new MailOutcome.Rejected(problem ?? "");
        using var timeout = new CancellationTokenSource(settings.Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            return await Deliver(message, settings, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Later($"{settings.Host}:{settings.Port} took longer than {settings.Limit.TotalSeconds:0} seconds.");
        }
        finally
        {
            message.Dispose();
        }
    }

    private async Task<MailOutcome> Deliver(MimeMessage message, MailSettings settings, CancellationToken stop)
    {
        using var session = new MailSession();
        try
        {
            if (await Open(session, settings, stop) is { } closed) return closed;
            var answer = await session.SendAsync(message, stop);
            var notAccepted = session.NotAccepted.Select(each => each.Words);
            return new MailOutcome.Sent(message.MessageId ?? "", answer, [.. notAccepted]);
        }
        catch (Exception refused) when (refused is ServiceNotAuthenticatedException or SmtpCommandException
        {
            StatusCode: SmtpStatusCode.AuthenticationRequired or SmtpStatusCode.AuthenticationInvalidCredentials,
        })
        {
            // A server's settings are mended; the mails that wait for that leave then.
            return Later($"{settings.Host} wants a sign-in: start the server with PLIMSOLL_MAIL_USER and PLIMSOLL_MAIL_PASSWORD ({refused.Message})");
        }
        catch (SmtpCommandException refused)
        {
            return session.NotAccepted is { Count: > 0 } receivers
                ? ForReceivers(receivers)
                : ByCode(refused.StatusCode, refused.Message);
        }
        catch (Exception trouble)
            when (trouble is SocketException or IOException or ProtocolException or TimeoutException or HttpRequestException)
        {
            return Later($"{settings.Host}:{settings.Port} cannot be reached: {trouble.Message}");
        }
    }

    private async Task<MailOutcome?> Open(MailSession session, MailSettings settings, CancellationToken stop)
    {
        try
        {
            var line = await way.Connect(settings.Host, settings.Port, stop);
            await session.ConnectAsync(line, settings.Host, settings.Port, SecureSocketOptions.Auto, stop);
            if (settings.User is not { } user) return null;
            if (!session.IsSecure && !IsThisMachine(settings.Host))
                return Later($"{settings.Host} offers no TLS; the password is not sent over an open line.");
            await session.AuthenticateAsync(user, settings.Password?.Reveal() ?? "", stop);
            return null;
        }
        catch (SslHandshakeException)
        {
            return Later($"The certificate of {settings.Host} is not trusted. Add its issuer to the trust store.");
        }
        catch (Exception refused) when (refused is AuthenticationException or NotSupportedException)
        {
            return Later($"{settings.Host} does not accept user {settings.User}: {refused.Message}");
        }
    }

    private static MailOutcome ForReceivers(IReadOnlyList<RefusedReceiver> refused)
    {
        var words = string.Join("; ", refused.Select(each => each.Words));
        return refused.Any(each => each.ForNow) ? Later(words) : new MailOutcome.Rejected(words);
    }

    private static MailOutcome ByCode(SmtpStatusCode code, string words) =>
        (int)code >= 500 ? new MailOutcome.Rejected($"{(int)code} {words}") : Later($"{(int)code} {words}");

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static MailOutcome Later(string reason) => new MailOutcome.RetryLater(reason);
}

internal sealed record RefusedReceiver(bool ForNow, string Words);

/// <summary>A session in which one refused receiver does not keep the mail from the others.</summary>
internal sealed class MailSession : SmtpClient
{
    private readonly List<RefusedReceiver> _notAccepted = [];

    public IReadOnlyList<RefusedReceiver> NotAccepted => _notAccepted;

    protected override void OnRecipientNotAccepted(
        MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _notAccepted.Add(new(
            (int)response.StatusCode < 500, $"{mailbox.Address}: {(int)response.StatusCode} {response.Response}"));
}
