using Plimsoll.Core.Catalog;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Site;

/// <summary>The addresses of a list: filtered by service, and its next page.</summary>
public static class Listing
{
    public static IReadOnlyList<FilterView> Filters(
        string path, IReadOnlyList<ServiceDefinition> services, string current) =>
        services.Count < 2 && current == "" ? [] :
        [
            new FilterView("All", path, current == ""),
            .. services.Select(s => new FilterView(s.Title, Address(path, s.Name, 0), s.Name == current)),
        ];

    public static string Older(string path, string service, int from, int count) =>
        from < count ? Address(path, service, from) : "";

    private static string Address(string path, string service, int from)
    {
        var query = QueryString.Empty;
        if (service != "") query = query.Add("service", service);
        if (from > 0) query = query.Add("from", $"{from}");
        return path + query;
    }
}
