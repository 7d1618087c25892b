using Plimsoll.Core.Incidents;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.OnCall;
using Plimsoll.Server.Access;
using Plimsoll.Server.Journal;

namespace Plimsoll.Server.Engine;

/// <summary>Whom a message about a private incident may reach: asked when it leaves, not when it is made.</summary>
public sealed class Reaching(Feed feed, Roster roster)
{
    private const string Why = "withheld: the incident is private, and whoever it is for may not see it";

    /// <summary>How it ends without being sent; null where it may leave.</summary>
    public Delivery? Withheld(OutboxRow row)
    {
        if (!roster.HasAccounts || IncidentOf(row.About) is not { IsPrivate: true } incident) return null;
        var page = row.About.Kind == Page.Kind ? feed.World.Get<Page>(row.About) : null;
        if (page is not null)
            // The next contact is called: a page is not dropped.
            return ContactCall.Of(row.Key) is { } call && Reaches(page, call.Person)
                ? null : new Delivery.Withheld(Why);
        return row.To.All(to => IsOpenTo(incident, to)) ? null : new Delivery.Withheld(Why);
    }

    /// <summary>What a message about something else says of a private incident is left out for who may not see it.</summary>
    public OutboxRow Veiled(OutboxRow row) => !roster.HasAccounts ? row : row with
    {
        Title = Veil.Tells(row.Title, IsHidden(row)) ? "Plimsoll has something for you" : row.Title,
        // Which lines belong to what somebody wrote of it cannot be told, so none is sent.
        Text = Veil.Tells(row.Title, IsHidden(row)) || Veil.Tells(row.Text, IsHidden(row))
            ? $"It speaks of something that is not shown to you.\n({Veil.Silent})" : row.Text,
        Calendar = Veil.Tells(Unfolded(row.Calendar), IsHidden(row)) ? "" : row.Calendar,
    };

    // A calendar breaks its lines wherever they are full.
    internal static string Unfolded(string calendar) => calendar.Replace("\r\n ", "", StringComparison.Ordinal);

    private Func<string, bool> IsHidden(OutboxRow row) => id =>
        feed.World.Get<Incident>(Incident.StreamOf(id)) is { IsPrivate: true } incident
        && !row.To.All(to => IsOpenTo(incident, to));

    /// <summary>Whether a contact may see what they are paged about; by their address, or by a name that is an id.</summary>
    public bool Reaches(Page page, string contact) =>
        IncidentOf(page.About) is not { IsPrivate: true } incident
        || IsOpenTo(incident, page.Contact(contact)?.Mail ?? "") || IsOpenTo(incident, contact);

    // Another address of somebody may be a mailbox of several.
    private bool IsOpenTo(Incident incident, string address) =>
        roster.Named(address) is { } person && (!address.Contains('@') || person.IsFirst(address)) && incident.IsOpenTo(person.Id, roster.Organisation);

    private Incident? IncidentOf(StreamName about) => about.Kind switch
    {
        _ when about.Value is null => null,
        "incident" => feed.World.Get<Incident>(about),
        "page" => IncidentOf(feed.World.Get<Page>(about).About),
        _ => null,
    };
}
