using System.Net.Mail;
using Plimsoll.Core.Access;

namespace Plimsoll.Core.Incidents;

/// <summary>Whether a text is one mail address that mail and calendars take.</summary>
public static class MailAddresses
{
    public static bool IsOne(string text) =>
        MailAddress.TryCreate(text, out var address) && address.Address == text
        && Uri.IsWellFormedUriString($"mailto:{text}", UriKind.Absolute);

    /// <summary>One address, or a person by id, whose address is looked up when it is sent.</summary>
    public static bool IsReached(string text) => PersonId.Is(text) || IsOne(text);
}
