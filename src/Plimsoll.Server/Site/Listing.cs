using Plimsoll.Server.Engine;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Site;

/// <summary>The addresses of a list: filtered by service, and its next page.</summary>
public static class Listing
{
    /// <summary>A link for each service; where they are many, for those that were meant.</summary>
    public static IReadOnlyList<FilterView> Filters(string path, KnownServices known, string current) =>
        known.All.Count < 2 && current == "" ? [] :
        [
            new FilterView("All", path, current == ""),
            .. (known.AreMany ? known.Like(current).Take(KnownServices.Few) : known.All)
                .Select(s => new FilterView(s.Title, Address(path, "service", s.Name, 0), s.Name == current)),
        ];

    public static FindView? Find(string path, KnownServices known, string current) =>
        known.AreMany ? new FindView(path, "service", current) : null;

    public static string Older(string path, string service, int from, bool more) =>
        more ? Address(path, "service", service, from) : "";

    /// <param name="field">What a list is narrowed by, and <paramref name="value"/>, to what; empty: not.</param>
    public static string Address(string path, string field, string value, int from)
    {
        var query = QueryString.Empty;
        if (value != "") query = query.Add(field, value);
        if (from > 0) query = query.Add("from", $"{from}");
        return path + query;
    }
}
