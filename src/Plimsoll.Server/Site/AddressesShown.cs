using System.Text.RegularExpressions;
using Plimsoll.Server.Access;

namespace Plimsoll.Server.Site;

/// <summary>Where addresses on pages get the path this server lies under; the pages themselves know of none.</summary>
/// <remarks>
/// One place for all of them, so that no page can forget it. What others wrote is encoded: a quotation mark before an
/// address is always a page's own.
/// </remarks>
public sealed partial class AddressesShown(RequestDelegate next)
{
    public Task Invoke(HttpContext http) =>
        HeldAnswer.Change(http, next, html => Under(http.Request.PathBase, html), "text/html");

    internal static string Under(string prefix, string html) =>
        prefix == "" ? html : Beginnings().Replace(html, found => found.Value + prefix);

    [GeneratedRegex("""\s(?:(?:href|src|action|formaction|data-page|data-lines|data-home)="|content="\d+; url=)(?=/(?!/))""")]
    private static partial Regex Beginnings();
}
