using System.Net;
using System.Net.Sockets;
using System.Text;
using Mailsink;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Server.Connectors.Email;
using Plimsoll.Server.Connectors.Outbound;
using Plimsoll.Server.Tests.Repositories;

namespace Plimsoll.Server.Tests.Email;

public sealed class SendingMail : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero));
    private Sink _sink = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sink = await Sink.Start(_folder.Path, 0, 0, Stop);

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_mail_arrives_as_it_was_written()
    {
        var sent = Assert.IsType<MailOutcome.Sent>(await Send(new(
            "7/announce/stakeholders", ["ada@example.org", "Bo <bo@example.org>"], "Größe\r\nBcc: x@example.org",
            "First line.\n.\n..two dots\nEnd ü.")));

        var mail = Assert.Single(Mails());
        Assert.Equal(sent.MessageId, mail.MessageId);
        Assert.Equal("Größe  Bcc: x@example.org", mail.Subject);
        Assert.Equal("First line.\n.\n..two dots\nEnd ü.", mail.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal(["ada@example.org", "bo@example.org"], mail.To.Mailboxes.Select(to => to.Address));
        Assert.Equal(_clock.GetUtcNow(), mail.Date);
        Assert.Empty(mail.Bcc);
    }

    [Fact]
    public async Task A_repeat_has_the_same_id_and_another_message_has_not()
    {
        var ids = new List<string>();
        foreach (var key in (string[])["1/a/b", "1/a/b", "2/a/b"])
            ids.Add(Assert.IsType<MailOutcome.Sent>(await Send(new(key, ["ada@example.org"], "T", "x"))).MessageId);

        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
        Assert.EndsWith(".plimsoll@ship.example.org", ids[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_refused_receiver_does_not_keep_it_from_the_others()
    {
        var sent = Assert.IsType<MailOutcome.Sent>(await Send(Mail("reject@example.org", "ada@example.org")));

        Assert.Equal("reject@example.org: 550 5.1.1 no such mailbox", Assert.Single(sent.NotAccepted));
        Assert.Single(Mails());
    }

    [Fact]
    public async Task Refused_for_good_is_rejected_and_refused_for_now_is_retried()
    {
        Assert.Equal(
            new MailOutcome.Rejected("reject@example.org: 550 5.1.1 no such mailbox"),
            await Send(Mail("reject@example.org")));
        Assert.Equal(
            new MailOutcome.RetryLater("later@example.org: 451 4.2.0 try again later"),
            await Send(Mail("later@example.org")));
        Assert.IsType<MailOutcome.RetryLater>(await Send(Mail("reject@example.org", "later@example.org")));
        Assert.Empty(Mails());
    }

    [Fact]
    public async Task A_mail_that_is_too_large_is_rejected()
    {
        var text = string.Concat(Enumerable.Repeat("line\n", 2_200_000));
        var outcome = await Send(new("k", ["ada@example.org"], "T", text));

        Assert.Contains("552", Assert.IsType<MailOutcome.Rejected>(outcome).Reason, StringComparison.Ordinal);
        Assert.Empty(Mails());
    }

    [Fact]
    public async Task An_address_that_is_none_is_rejected_and_no_receiver_too()
    {
        Assert.Equal(
            new MailOutcome.Rejected("'nobody at all' is not a mail address."), await Send(Mail("nobody at all")));
        Assert.Equal(new MailOutcome.Rejected("The message has no receiver."), await Send(Mail()));
    }

    [Fact]
    public async Task Without_a_mail_server_messages_wait() => Assert.Equal(
        new MailOutcome.RetryLater("no mail server configured"),
        await new MailSender(null, _clock, WayOut.Plain).Send(Mail("ada@example.org"), Stop));

    [Fact]
    public async Task A_mail_server_that_is_away_is_tried_again()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        var later = Assert.IsType<MailOutcome.RetryLater>(await Send(Mail("ada@example.org"), port));

        Assert.Contains("cannot be reached", later.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("[::ffff:169.254.169.254]")]
    [InlineData("2852039166")]
    public async Task No_mail_server_is_looked_for_where_machines_keep_their_credentials(string host)
    {
        var net = new Outbound.Net();
        var sent = await new MailSender(new MailSettings(host.Trim('[', ']'), 25, "noreply@example.org"), _clock, net.Out)
            .Send(Mail("ada@example.org"), Stop);

        Assert.Contains("where machines keep their credentials", Assert.IsType<MailOutcome.RetryLater>(sent).Reason);
        Assert.Empty(net.Called);
    }

    [Fact]
    public async Task A_mail_server_that_says_nothing_is_given_up_on()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var send = Send(Mail("ada@example.org"), ((IPEndPoint)silent.LocalEndpoint).Port);
        using var client = await silent.AcceptTcpClientAsync(Stop);

        _clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Contains("took longer than 60 seconds",
            Assert.IsType<MailOutcome.RetryLater>(await send).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_offers_no_sign_in_is_told()
    {
        var settings = Settings(_sink.SmtpPort) with { User = "ada", Password = new MailPassword("secret") };

        var later = Assert.IsType<MailOutcome.RetryLater>(
            await new MailSender(settings, _clock, WayOut.Plain).Send(Mail("ada@example.org"), Stop));

        Assert.Contains("does not accept user ada", later.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MAIL", "530 5.7.0 Authentication required")]
    [InlineData("RCPT", "530 5.7.1 Authentication required")]
    public async Task A_server_that_wants_a_sign_in_nobody_configured_is_waited_for(string verb, string refusal)
    {
        using var strict = new TcpListener(IPAddress.Loopback, 0);
        strict.Start();
        var sent = Send(Mail("ada@example.org"), ((IPEndPoint)strict.LocalEndpoint).Port);
        using var client = await strict.AcceptTcpClientAsync(Stop);
        var talked = Talk(client.GetStream(), line => line.StartsWith(verb, StringComparison.Ordinal) ? refusal : "250 fine");

        var later = Assert.IsType<MailOutcome.RetryLater>(await sent);

        Assert.Contains("PLIMSOLL_MAIL_USER", later.Reason, StringComparison.Ordinal);
        await talked;
    }

    private static async Task Talk(NetworkStream line, Func<string, string> answer)
    {
        await line.WriteAsync("220 strict\r\n"u8.ToArray(), Stop);
        using var said = new StreamReader(line);
        while (await said.ReadLineAsync(Stop) is { } asked) await line.WriteAsync(Encoding.ASCII.GetBytes($"{answer(asked)}\r\n"), Stop);
    }

    [Fact]
    public async Task Mails_open_in_the_browser_as_text()
    {
        await Send(new("k", ["ada@example.org"], "<b>Hi</b>", "<script>alert(1)</script>"));
        await Send(new("k", ["ada@example.org"], "<b>Hi</b>", "<script>alert(1)</script>"));
        using var browser = new HttpClient { BaseAddress = new Uri(_sink.Address) };

        var list = await browser.GetStringAsync("/", Stop);
        var one = await browser.GetStringAsync("/1", Stop);

        Assert.Contains("&lt;b&gt;Hi&lt;/b&gt;</a> (repeats 1)", list, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", one, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: ", await browser.GetStringAsync("/1.eml", Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/3", Stop)).StatusCode);
    }

    [Fact]
    public async Task The_sink_keeps_the_order_of_the_protocol()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _sink.SmtpPort, Stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n",
            "HELO me", "DATA", "RCPT TO:<a@b>", "MAIL FROM:nobody", "MAIL FROM:<a@b>", "RSET", "RCPT TO:<a@b>",
            "MAIL FROM:<>", "RCPT TO:<a@b>", "NOOP", "JUMP", "DATA", "Subject: x", "", "..dot", ".",
            "QUIT", "")), Stop);

        var said = await new StreamReader(client.GetStream()).ReadToEndAsync(Stop);

        Assert.Equal(
            ["220", "250", "503", "503", "501", "250", "250", "503", "250", "250", "250", "500", "354", "250", "221"],
            said.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line[..3]));
        Assert.Equal(".dot", Assert.Single(Mails()).TextBody!.TrimEnd());
    }

    private static Mail Mail(params string[] to) => new("1/announce/x", to, "Title", "Text.");

    private Task<MailOutcome> Send(Mail mail, int? port = null) =>
        new MailSender(Settings(port ?? _sink.SmtpPort), _clock, WayOut.Plain).Send(mail, Stop);

    private static MailSettings Settings(int port) => new("127.0.0.1", port, "Plimsoll <noreply@ship.example.org>");

    private List<MimeKit.MimeMessage> Mails() => [.. new MailFolder(_folder.Path).Newest().Select(each => each.Mail)];
}
