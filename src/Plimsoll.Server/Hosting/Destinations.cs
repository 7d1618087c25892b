using Plimsoll.Core.Catalog;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Deployments;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Incidents;
using Plimsoll.Server.Releases;
using Plimsoll.Server.Site;

namespace Plimsoll.Server.Hosting;

/// <summary>Where somebody means to go who types the name of something.</summary>
internal static class Destinations
{
    // Of each kind; whatever else there is, is found by its whole name.
    private const int Shown = 10;

    /// <summary>What goes on, with the names it has everywhere: the palette finds it while somebody types.</summary>
    public static IReadOnlyList<Destination> UnderWay(Sight sight) =>
    [
        .. IncidentSeen.Open(sight).OrderByDescending(i => i.DeclaredAt).Take(Shown)
            .Select(i => new Destination(i.Title, i.Id, IncidentSeen.HrefOf(i.Id), "fire")),
        .. OpenReleases.Of(sight).Take(Shown)
            .Select(r => new Destination(r.Title, $"{r.Release.Service} {r.Release.Version}", r.Href, "rocket")),
        .. sight.UnderWay.Take(Shown)
            .Select(d => new Destination(
                $"{sight.TitleOf(d.Service)} {d.Order.Version} to {d.Environment}", d.Id,
                DeploymentPageView.HrefOf(d.Id), "deploy")),
    ];

    /// <summary>The page of what is called so; empty: nothing is.</summary>
    /// <param name="text"><c>INC-7</c>, <c>storefront 1.2.0</c>, the id of a deployment, a service.</param>
    public static string Named(Sight sight, string text)
    {
        if (text == "") return "";
        if (IncidentSeen.Find(sight, text) is { } incident) return incident.Href;
        if (DeploymentApi.Find(sight, text.ToLowerInvariant()) is { } run) return DeploymentPageView.HrefOf(run.Id);
        if (ServiceOf(sight, text) is { } service) return Releases(sight, service);
        var (words, version) = text.LastIndexOfAny([' ', '/', '@']) is var at and > 0
            ? (text[..at].TrimEnd(), text[(at + 1)..]) : ("", "");
        return ServiceOf(sight, words) is not { } of ? ""
            : ReleaseOf(sight, of.Name, version) is { } release ? ReleaseSeen.HrefOf(release.Service, release.Version)
            : Releases(sight, of);
    }

    // Tags begin with a letter that versions do not have.
    private static Release? ReleaseOf(Sight sight, string service, string version) =>
        new[] { version, version.TrimStart('v', 'V') }.Select(v => sight.Release(service, v)).FirstOrDefault(r => r.Exists);

    // A large house shows at once what runs where of the one that is found.
    private static string Releases(Sight sight, ServiceDefinition service) =>
        sight.Known.AreMany ? "" : $"/releases?service={Uri.EscapeDataString(service.Name)}";

    private static ServiceDefinition? ServiceOf(Sight sight, string text) => text == "" ? null
        : sight.Services.FirstOrDefault(s => Same(s.Name, text))
            ?? sight.Services.FirstOrDefault(s => Same(s.Title, text));

    private static bool Same(string name, string text) => name.Equals(text, StringComparison.OrdinalIgnoreCase);
}
