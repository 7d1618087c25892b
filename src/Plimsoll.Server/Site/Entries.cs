namespace Plimsoll.Server.Site;

/// <summary>A page of the main navigation. Only pages that exist are here.</summary>
public sealed record Entry(
    string Href, string Title, string Short, string Icon, int Count, string Counted, bool Hot = false);

public static class Entries
{
    public static IReadOnlyList<Entry> Of(House house) =>
    [
        new("/", "Overview", "Overview", "home", 0, ""),
        new("/releases", "Releases", "Releases", "rocket", house.OpenReleases, "open"),
        new("/deployments", "Deployments", "Deploys", "deploy", house.OpenDeployments, "open"),
        new("/incidents", "Incidents", "Incidents", "fire", house.OpenIncidents, "open", house.OpenIncidents > 0),
        new("/outbox", "Outbox", "Outbox", "chat", house.UnsentMessages, "not sent", house.UnsentMessages > 0),
    ];
}
