using Plimsoll.Core.Catalog;
using Plimsoll.Core.Deployments;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Files.Api;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Releases;

/// <summary>That a release was announced, and who has said that they read it.</summary>
internal static class ReleaseAnnouncement
{
    private const string Path = "acknowledge-announcement";

    // More addresses than a sentence can hold.
    private const int Many = 3;

    public static void MapAcknowledgement(this RouteGroupBuilder one) => one.MapPost($"/{Path}",
        (string service, string version, Sight sight, Desk desk, HttpContext http) =>
            sight.Release(service, version) is { Exists: true } release
                ? http.Send(desk, StreamOf(sight.World, release), new AcknowledgeAnnouncement())
                : Task.FromResult(ReleaseApi.Missing(service, version)));

    public static void MapAcknowledgementForm(this RouteGroupBuilder one) => one.MapPost($"/{Path}",
        async (string service, string version, Desk desk, HttpContext http) =>
        {
            var sight = Sight.Of(http);
            return sight.Release(service, version) is not { Exists: true } release ? http.NoRelease(service, version)
                : await http.Submit(desk, StreamOf(sight.World, release), new AcknowledgeAnnouncement(),
                    ReleaseSeen.HrefOf(service, version), "It is on record that you read it.");
        });

    /// <summary>Null while it was not announced.</summary>
    public static AnnouncedView? Of(ReleaseSeen seen)
    {
        var walk = seen.Sight.World.AnnouncedShipment(seen.Release);
        return walk.Announcement is not { } announcement ? null : new AnnouncedView(
            $"{Sent(announcement)} {Read(announcement, seen.Sight)}".Trim(),
            seen.Sight.May(Shipment.StreamOf(walk.Id), new AcknowledgeAnnouncement()) ? Form(seen) : null);
    }

    /// <summary>As the API answers it; null while it was not announced.</summary>
    public static AnnouncementView? View(Release release, World world)
    {
        if (world.AnnouncedShipment(release).Announcement is not { } announcement) return null;
        var read = announcement.Proven(world.Organisation);
        return new AnnouncementView(
            announcement.To, announcement.At, announcement.AskedOf, read?.By ?? "", read?.At);
    }

    /// <summary>What this person is asked to acknowledge: of each service the newest, then those before it.</summary>
    /// <remarks>What was acknowledged under a claimed name, before accounts existed, can be once more on its page; nobody is
    /// asked for a house's whole past.</remarks>
    public static IEnumerable<NeedView> Needs(Sight sight) =>
        from asked in Asked(sight).GroupBy(a => a.Release.Service)
        let newest = asked.MaxBy(a => a.Announcement.At)
        select Need(sight, newest.Release, newest.Announcement, asked.Count() - 1);

    private static IEnumerable<(Release Release, Announcement Announcement)> Asked(Sight sight) =>
        from walk in sight.World.Going<Shipment>()
        from announcement in new[] { walk.Value.Announcement }.OfType<Announcement>()
        where announcement.IsAwaited
        let release = sight.Release(walk.Value.Service, walk.Value.Version)
        // Where it was walked and announced once more, that is what there is to read.
        where StreamOf(sight.World, release) == walk.Key && sight.May(walk.Key, new AcknowledgeAnnouncement())
        select (release, announcement);

    private static NeedView Need(Sight sight, Release release, Announcement announcement, int before) => new(
        new Sign(Mark.Sign, "announced"),
        $"Acknowledge the announcement of {sight.TitleOf(release.Service)} {release.Version}",
        $"Announced on {Words.Stamp(announcement.At)}. When you have read it and are prepared for questions: "
            + $"`plimsoll release acknowledge-announcement {release.Service} {release.Version}`"
            + (before == 0 ? "" : $" {Words.Count(before, "earlier one waits", "earlier ones wait")} as well."),
        $"{ReleaseSeen.HrefOf(release.Service, release.Version)}#announcement", "Read it");

    private static StreamName StreamOf(World world, Release release) =>
        Shipment.StreamOf(world.AnnouncedShipment(release).Id);

    private static FormView Form(ReleaseSeen seen) => new(
        Path, $"{seen.Href}/{Path}", "Acknowledge the announcement", "Acknowledge", [])
    {
        Icon = "check",
        Sentence = "You state that you read the notes on this page and are prepared for questions about them. "
            + "Nothing waits for it.",
    };

    private static string Sent(Announcement announcement) => $"Announced on {Words.Stamp(announcement.At)}" + announcement.To switch
    {
        [] => "; no audience has an address.",
        { Length: > Many } to => $" to {to.Length} addresses.",
        var to => $" to {string.Join(", ", to)}.",
    };

    private static string Read(Announcement announcement, Sight sight) =>
        announcement.AskedOf.IsEmpty ? ""
        : announcement.Proven(sight.World.Organisation) is { } read
            ? $"{read.By} acknowledged it as {string.Join(" and ", read.Roles)} on {Words.Stamp(read.At)}."
        : $"{string.Join(" or ", announcement.AskedOf)} has not acknowledged it yet.";
}
