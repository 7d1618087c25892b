using System.Text;

namespace Mailsink;

/// <summary>One SMTP conversation (RFC 5321). Receiver <c>later@…</c> is put off, <c>reject@…</c> refused.</summary>
internal sealed class SmtpSession(Stream stream, MailFolder mails)
{
    private const int MaxMail = 10 * 1024 * 1024;
    private const int MaxReceivers = 100;
    private readonly SmtpLines _lines = new(stream);
    private readonly List<string> _receivers = [];
    private string? _sender;

    public async Task Run(CancellationToken stop)
    {
        await Say("220 mailsink ready", stop);
        while (await _lines.Next(stop) is { } line)
        {
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            if (verb == "DATA" && _receivers.Count > 0) await Take(stop);
            else await Say(Answer(verb, line), stop);
            if (verb == "QUIT") return;
        }
    }

    private string Answer(string verb, string line)
    {
        switch (verb)
        {
            case "EHLO":
                Reset();
                return $"250-mailsink\r\n250-SIZE {MaxMail}\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 SMTPUTF8";
            case "HELO":
                Reset();
                return "250 mailsink";
            case "MAIL":
                return From(line);
            case "RCPT":
                return To(line);
            case "RSET":
                Reset();
                return "250 2.0.0 forgotten";
            case "DATA":
                return "503 5.5.1 MAIL and RCPT come first";
            default:
                return verb switch
                {
                    "NOOP" => "250 2.0.0 fine",
                    "QUIT" => "221 2.0.0 bye",
                    _ => "500 5.5.2 not understood",
                };
        }
    }

    private string From(string line)
    {
        if (AddressIn(line, "FROM:") is not { } address) return "501 5.5.4 write MAIL FROM:<address>";
        Reset();
        _sender = address;
        return "250 2.1.0 sender noted";
    }

    private string To(string line)
    {
        if (_sender is null) return "503 5.5.1 MAIL comes first";
        if (AddressIn(line, "TO:") is not { Length: > 0 } address) return "501 5.5.4 write RCPT TO:<address>";
        if (_receivers.Count == MaxReceivers) return "452 4.5.3 too many receivers";
        if (address.StartsWith("later@", StringComparison.OrdinalIgnoreCase)) return "451 4.2.0 try again later";
        if (address.StartsWith("reject@", StringComparison.OrdinalIgnoreCase)) return "550 5.1.1 no such mailbox";
        _receivers.Add(address);
        return "250 2.1.5 receiver noted";
    }

    private async Task Take(CancellationToken stop)
    {
        await Say("354 end with a dot on a line of its own", stop);
        var mail = await _lines.Data(MaxMail, stop);
        await Say(
            mail is null
                ? "552 5.3.4 the mail is too large"
                : $"250 2.0.0 kept as {await mails.Keep(mail, stop)}",
            stop);
        Reset();
    }

    private void Reset()
    {
        _receivers.Clear();
        _sender = null;
    }

    private static string? AddressIn(string line, string word)
    {
        var at = line.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        var open = at < 0 ? -1 : line.IndexOf('<', at);
        var close = open < 0 ? -1 : line.IndexOf('>', open);
        return close < 0 ? null : line[(open + 1)..close];
    }

    private async Task Say(string words, CancellationToken stop) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(words + "\r\n"), stop);
}
