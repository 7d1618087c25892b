namespace Plimsoll.Server.Site;

/// <summary>A page of the main navigation. Only pages that exist are here.</summary>
/// <param name="Key">After <c>g</c>, it goes there; the palette and the About page list it too.</param>
/// <param name="Quick">It has its place at the foot of a phone; the others are under More.</param>
public sealed record Entry(
    string Href, string Title, string Short, string Icon, char Key, int Count, string Counted, bool Hot = false,
    bool Quick = true);

public static class Entries
{
    public static IReadOnlyList<Entry> Of(House house) =>
    [
        new("/", "Overview", "Overview", "home", 'o', 0, ""),
        new("/releases", "Releases", "Releases", "rocket", 'r', house.OpenReleases, "open"),
        new("/deployments", "Deployments", "Deploys", "deploy", 'd', house.OpenDeployments, "open"),
        new("/incidents", "Incidents", "Incidents", "fire", 'i', house.OpenIncidents, "open", house.OpenIncidents > 0),
        new("/calendar", "Calendar", "Calendar", "cal", 'c', 0, "", Quick: false),
        new("/guide", "Guide", "Guide", "guide", 'g', house.ProposedGuides, "proposed"),
        new("/outbox", "Outbox", "Outbox", "chat", 'b', house.UnsentMessages, "not sent", house.UnsentMessages > 0),
    ];
}
