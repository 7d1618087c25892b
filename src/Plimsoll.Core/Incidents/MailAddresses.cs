using System.Net.Mail;

namespace Plimsoll.Core.Incidents;

/// <summary>Whether a text is one mail address that mail and calendars take.</summary>
public static class MailAddresses
{
    public static bool IsOne(string text) =>
        MailAddress.TryCreate(text, out var address) && address.Address == text
        && Uri.IsWellFormedUriString($"mailto:{text}", UriKind.Absolute);
}
