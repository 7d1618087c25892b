using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Plimsoll.Core.Announcements;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Connectors.Email;

/// <summary>One message of the outbox as a mail.</summary>
/// <param name="Key">The outbox key; the message's id is made of it, so that a repeat is recognised as one.</param>
public sealed record Mail(string Key, IReadOnlyList<string> To, string Title, string Text)
{
    /// <summary>An iCalendar object that calendars read beside the text; empty: the text alone.</summary>
    public string Calendar { get; init; } = "";

    /// <summary>The same for the same key, and for no other.</summary>
    public string IdAt(string domain) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)).AsSpan(0, 16))}.plimsoll@{domain}";

    /// <summary>The same without the values of secrets, also of those that were set after it was written.</summary>
    internal Mail Masked(Mask mask) => this with
    {
        Title = mask.Text(Title), Text = mask.Text(Text),
        Calendar = Calendar == "" ? "" : Invitation.Reworded(Calendar, mask.Text),
    };

    /// <summary>Null with a reason when an address is not one.</summary>
    public (MimeMessage? Message, string? Problem) Compose(MailSettings settings, DateTimeOffset now)
    {
        if (!MailboxAddress.TryParse(settings.From, out var from))
            return (null, $"The sender '{settings.From}' is not a mail address.");
        if (To.Count == 0) return (null, "The message has no receiver.");
        var message = new MimeMessage { Date = now, Subject = OneLine(Title) };
        message.From.Add(from);
        foreach (var address in To)
            if (MailboxAddress.TryParse(address, out var to)) message.To.Add(to);
            else return (null, $"'{address}' is not a mail address.");
        message.MessageId = IdAt(from.Domain);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = Body();
        return (message, null);
    }

    // Calendars act on a part that says its method in its own head; who reads mail without one sees the text.
    private MimeEntity Body()
    {
        var text = new TextPart("plain") { Text = Text };
        if (Calendar == "") return text;
        var meeting = new TextPart("calendar");
        meeting.SetText("utf-8", Calendar);
        meeting.ContentType.Parameters["method"] = Invitation.MethodOf(Calendar);
        return new MultipartAlternative { text, meeting };
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}

/// <summary>How sending ended.</summary>
public abstract record MailOutcome
{
    /// <summary>The mail server has taken it.</summary>
    /// <param name="NotAccepted">Receivers it did not take it for, each with its words.</param>
    public sealed record Sent(string MessageId, string Answer, IReadOnlyList<string> NotAccepted) : MailOutcome;

    /// <summary>Nobody got it; trying again may help.</summary>
    public sealed record RetryLater(string Reason) : MailOutcome;

    /// <summary>Nobody got it and nobody will; the message itself is refused.</summary>
    public sealed record Rejected(string Reason) : MailOutcome;
}
