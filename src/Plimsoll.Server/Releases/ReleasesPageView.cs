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
        var all = sight.Releases.Where(r => service == "" || r.Service == service)
            .OrderByDescending(r => r.CreatedAt).ToList();
        var shown = all.Skip(from).Take(Shown).Select(r => ReleaseSeen.Of(sight, r)).ToList();
        return new ReleasesView(
            Sentence([.. OpenReleases.Of(sight).Where(r => service == "" || r.Release.Service == service)], all.Count),
            Listing.Filters("/releases", sight.Services, service),
            [.. shown.Select(Row)], Listing.Older("/releases", service, from + Shown, all.Count),
            sight.Services.Count == 0 ? null : new NewReleaseView([.. sight.Services.Select(s => (s.Name, s.Title))]));
    }

    private static ReleaseRow Row(ReleaseSeen seen) => new(
        seen.Href, seen.ServiceTitle, seen.Release.Version, seen.Type, [.. seen.Gates.Where(g => !g.Advises).Select(g => g.Sign)], seen.Sign,
        ReleaseMeaning.InShort(seen), seen.Release.CreatedAt, seen.Release.CreatedBy);

    private static string Sentence(List<ReleaseSeen> open, int all)
    {
        var safe = open.Count(r => r is { Open: 0, Standing: Standing.Sealed, Gates.IsEmpty: false });
        return open.Count == 0
            ? all == 0 ? "There is no release yet." : "No release is open."
            : $"{Words.Count(open.Count, "release is", "releases are")} open; " +
                $"{(safe == 0 ? "none" : $"{safe}")} waits only to be shipped.";
    }
}
