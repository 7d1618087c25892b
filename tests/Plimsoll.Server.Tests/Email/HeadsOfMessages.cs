using MimeKit;
using Plimsoll.Core.Announcements;
using Plimsoll.Server.Connectors.Email;

namespace Plimsoll.Server.Tests.Email;

/// <summary>What somebody wrote stays what it is: no line of it becomes a head or a line of a calendar.</summary>
public sealed class HeadsOfMessages
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Breaks => new("\r\n", "\n", "\r", "\u2028", "\u0085", "\r\n ", "\0\r\n", "%0d%0a");

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_title_brings_no_head_of_its_own(string @break)
    {
        var mail = new Mail("k", ["ada@example.org"], $"Hello{@break}Bcc: eve@example.org{@break}{@break}<body>", "Text");

        var written = Written(mail);

        Assert.Empty(written.Bcc);
        Assert.Equal(["ada@example.org"], written.To.Mailboxes.Select(to => to.Address));
        Assert.Equal("Text", written.TextBody?.Trim());
    }

    [Theory]
    [InlineData("ada@example.org\r\nBcc: eve@example.org")]
    [InlineData("ada@example.org, eve@example.org")]
    [InlineData("ada@example.org\nX-Evil: 1")]
    public void An_address_is_one_address_or_none(string address)
    {
        var (message, problem) = new Mail("k", [address], "Hello", "Text").Compose(
            new MailSettings("127.0.0.1", 25, "noreply@example.org"), Noon);

        if (message is null) Assert.Contains("is not a mail address", problem);
        else
        {
            using var to = new MemoryStream();
            message.WriteTo(to);
            Assert.DoesNotContain("eve@example.org", string.Join('\n', Parsed(to).To.Mailboxes.Select(m => m.Address)));
            Assert.Empty(Parsed(to).Bcc);
        }
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_meeting_has_no_line_that_somebody_wrote_into_it(string @break)
    {
        var evil = $"Retro{@break}ATTENDEE:mailto:eve@example.org{@break}END:VEVENT{@break}BEGIN:VALARM";
        var meeting = new Invitation("incident-i1@plimsoll", 0, Noon, Noon, TimeSpan.FromMinutes(45), evil, evil, "",
            ["ada@example.org", $"x@example.org{@break}ATTENDEE:mailto:eve@example.org"], false);

        var lines = meeting.Write().Split("\r\n");

        Assert.DoesNotContain(lines, line => line.StartsWith("ATTENDEE:mailto:eve", StringComparison.OrdinalIgnoreCase));
        Assert.Single(lines, line => line == "END:VEVENT");
        Assert.DoesNotContain("BEGIN:VALARM", lines);
        Assert.Single(lines, line => line.StartsWith("SUMMARY", StringComparison.Ordinal));
    }

    private static MimeMessage Written(Mail mail)
    {
        var (message, _) = mail.Compose(new MailSettings("127.0.0.1", 25, "noreply@example.org"), Noon);
        using var to = new MemoryStream();
        message!.WriteTo(to);
        return Parsed(to);
    }

    private static MimeMessage Parsed(MemoryStream written) => MimeMessage.Load(new MemoryStream(written.ToArray()));
}
