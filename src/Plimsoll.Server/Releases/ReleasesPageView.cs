using Plimsoll.Core.Deployments;
using Plimsoll.Core.Releases;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Site;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Releases;

/// <summary>The list of releases, newest first.</summary>
internal static class ReleasesPageView
{
    private const int Shown = 50;

    public static ReleasesView Of(Sight sight, string service, int from)
    {
        var known = sight.Known;
        var shown = sight.Releases(service).Skip(from).Take(Shown + 1).ToList();
        var open = OpenReleases.Of(sight).Where(r => service == "" || r.Release.Service == service).ToList();
        return new ReleasesView(
            Sentence(open, sight.Releases(service).Any()), Listing.Filters("/releases", known, service),
            [.. shown.Take(Shown).Select(r => Row(ReleaseSeen.Of(sight, r)))],
            Listing.Older("/releases", service, from + Shown, shown.Count > Shown),
            known.All.Count == 0 ? null
                : new NewReleaseView(known.AreMany ? [] : [.. known.All.Select(s => (s.Name, s.Title))]))
        {
            Find = Listing.Find("/releases", known, service),
        };
    }

    private static ReleaseRow Row(ReleaseSeen seen) => new(
        seen.Href, seen.ServiceTitle, seen.Release.Version, seen.Type, [.. seen.Gates.Where(g => !g.Advises).Select(g => g.Sign)], seen.Sign,
        ReleaseMeaning.InShort(seen), seen.Release.CreatedAt, seen.Release.CreatedBy);

    private static string Sentence(List<ReleaseSeen> open, bool any)
    {
        var safe = open.Count(r => r is { Open: 0, Standing: Standing.Sealed, Gates.IsEmpty: false });
        return open.Count == 0
            ? !any ? "There is no release yet." : "No release is open."
            : $"{Words.Count(open.Count, "release is", "releases are")} open; " +
                $"{(safe == 0 ? "none" : $"{safe}")} waits only to be shipped.";
    }
}
